/// A small town to test in: an organization, its agents, its visitors, and a local engine.
@NullMarked
package app.firstbell.functions.town;

import org.jspecify.annotations.NullMarked;
