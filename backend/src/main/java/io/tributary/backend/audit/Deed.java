package io.tributary.backend.audit;

/**
 * What someone did, for the audit log; see {@link AuditEntry}. Too long a text is cut, and what cannot be printed is left out.
 */
public record Deed(String who, String address, String what, String target, String outcome) {
    private static final int LONG = 300;
    private static final int SHORT = 60;

    public Deed {
        who = printable(who, LONG);
        address = printable(address, SHORT);
        what = printable(what, SHORT);
        target = printable(target, LONG);
        outcome = printable(outcome, SHORT);
    }

    private static String printable(String text, int most) {
        String clean = text.replaceAll("\\p{Cntrl}", "");
        return clean.length() <= most ? clean : clean.substring(0, most - 3) + "...";
    }
}
