import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * The first argument is flavours with commas between, the others are files. Each file is read once, and answered by a
 * line for each flavour, in their order: the flavour, and "passed" or the broken rules.
 */
class Validate {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String id : words[0].split(",")) {
            flavours.add(PDFAFlavour.byFlavourId(id));
        }
        for (int i = 1; i < words.length; i++) {
            try (InputStream file = new FileInputStream(words[i]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, flavours.get(0))) {
                parser.setFlavours(flavours);
                for (ValidationResult result : Foundries.defaultInstance().createValidator(flavours).validateAll(parser)) {
                    System.out.println(result.getPDFAFlavour().getId() + " " + answer(result));
                }
            }
        }
    }

    private static String answer(ValidationResult result) {
        TreeSet<String> broken = new TreeSet<>();
        for (TestAssertion each : result.getTestAssertions()) {
            broken.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber() + " " + each.getMessage());
        }
        return result.isCompliant() ? "passed" : "failed: " + String.join(" | ", broken).replace('\n', ' ');
    }
}
