package app.firstbell.proof.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// What one leg reported.
///
/// @param failed names with the first line of why
/// @param skipped likewise
record LegReport(String name, int passed, List<String> failed, List<String> skipped) {

  static LegReport read(String name, List<Path> directories) throws IOException {
    int passed = 0;
    int seen = 0;
    List<String> failed = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Path directory : directories) {
      for (Path file : Tally.reports(directory)) {
        NodeList cases = parse(file).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
          seen++;
          Element test = (Element) cases.item(i);
          String outcome = outcome(test);
          switch (outcome.isEmpty() ? "passed" : outcome.substring(0, outcome.indexOf(' '))) {
            case "passed" -> passed++;
            case "skipped" -> skipped.add(title(test) + outcome.substring("skipped".length()));
            default -> failed.add(title(test) + outcome.substring("failed".length()));
          }
        }
      }
    }
    if (seen == 0) {
      failed.add("%s: no test was reported in %s".formatted(name, directories));
    }
    return new LegReport(name, passed, failed, skipped);
  }

  String counts() {
    return "%d passed, %d failed, %d skipped".formatted(passed, failed.size(), skipped.size());
  }

  LegReport plus(LegReport other) {
    List<String> allFailed = new ArrayList<>(failed);
    allFailed.addAll(other.failed);
    List<String> allSkipped = new ArrayList<>(skipped);
    allSkipped.addAll(other.skipped);
    return new LegReport(name, passed + other.passed, allFailed, allSkipped);
  }

  private static String title(Element test) {
    String type = test.getAttribute("classname");
    return type.substring(type.lastIndexOf('.') + 1) + ": " + test.getAttribute("name");
  }

  /// Empty for passed, else `failed — why` or `skipped — why`.
  private static String outcome(Element test) {
    for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        switch (element.getTagName()) {
          case "failure", "error" -> {
            return "failed — " + why(element);
          }
          case "skipped" -> {
            return "skipped — " + why(element);
          }
          default -> {
            // output and properties say nothing of the outcome
          }
        }
      }
    }
    return "";
  }

  private static String why(Element element) {
    String message = element.getAttribute("message");
    String text = message.isEmpty() ? element.getTextContent().strip() : message;
    return text.lines().findFirst().orElse("no reason given");
  }

  private static Document parse(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      // A test that fails with much to show must not take the tally with it: these files are our
      // own.
      for (String limit : List.of("maxGeneralEntitySizeLimit", "totalEntitySizeLimit")) {
        factory.setAttribute("jdk.xml." + limit, "0");
      }
      DocumentBuilder builder = factory.newDocumentBuilder();
      return builder.parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("expected a JUnit report in " + file, e);
    }
  }
}
