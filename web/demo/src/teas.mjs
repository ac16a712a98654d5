// What the shop sells. Prices in euro cents for a tin of `grams`.
export const TEAS = [
  {
    id: "green-hills", name: "Green Hills", kind: "Green tea", from: "Uji, Japan", cents: 1450, grams: 80, motif: "hills",
    line: "Steamed spring leaf, soft and grassy",
    text: "Picked in the last days of May, when the leaf is grown and the bitterness is gone. Steamed for twenty seconds, rolled by hand and dried over rice straw. In the cup it is pale, sweet and a little like fresh peas.",
    notes: ["fresh peas", "sweet hay", "sea air"], brew: { degrees: 70, minutes: 2, grams: 5 }, caffeine: "Little",
  },
  {
    id: "harbour-smoke", name: "Harbour Smoke", kind: "Black tea", from: "Wuyi, China", cents: 1280, grams: 100, motif: "harbour",
    line: "Pine-smoked, for wet evenings",
    text: "The leaf hangs three nights above smouldering pine. Most smoked teas taste of the fire and nothing else; this one keeps its malt and finishes with dried plum. Takes milk, forgives forgetting.",
    notes: ["pine smoke", "malt", "dried plum"], brew: { degrees: 95, minutes: 4, grams: 4 }, caffeine: "Much",
  },
  {
    id: "amber-mountain", name: "Amber Mountain", kind: "Oolong", from: "Nantou, Taiwan", cents: 1890, grams: 75, motif: "mountain",
    line: "Half oxidised, roasted twice",
    text: "Grown above the clouds at 1,600 metres and roasted twice, with a month of rest between. The same leaves give six cups, and the third is the best: orchid, honey and warm bread.",
    notes: ["orchid", "honey", "warm bread"], brew: { degrees: 90, minutes: 3, grams: 6 }, caffeine: "Some",
  },
  {
    id: "first-frost", name: "First Frost", kind: "White tea", from: "Fuding, China", cents: 2150, grams: 50, motif: "frost",
    line: "Only buds, dried in the wind",
    text: "Silver buds gathered on eleven cold mornings of March and dried by wind alone. It looks like nothing is in the cup. Then come melon, cucumber and a sweetness that stays.",
    notes: ["melon", "cucumber", "white flowers"], brew: { degrees: 80, minutes: 5, grams: 4 }, caffeine: "Little",
  },
  {
    id: "red-karoo", name: "Red Karoo", kind: "Rooibos", from: "Cederberg, South Africa", cents: 990, grams: 120, motif: "karoo",
    line: "No caffeine, all evening",
    text: "Long-cut rooibos from a cooperative of forty farms, sun-dried on stone. No caffeine and no bitterness: leave it in the pot as long as you like. Good cold, with a slice of orange.",
    notes: ["vanilla", "orange peel", "warm wood"], brew: { degrees: 100, minutes: 8, grams: 5 }, caffeine: "None",
  },
  {
    id: "garden-mint", name: "Garden Mint", kind: "Herbal", from: "Alentejo, Portugal", cents: 890, grams: 60, motif: "mint",
    line: "Two mints, cut the same day",
    text: "Spearmint for sweetness and peppermint for the cold, from a garden an hour south of our door. Cut before noon, in the drying room by two. After dinner, and before long train rides.",
    notes: ["cool", "sweet", "green"], brew: { degrees: 100, minutes: 5, grams: 3 }, caffeine: "None",
  },
];

export const price = (cents) => "€" + (cents / 100).toFixed(2);
