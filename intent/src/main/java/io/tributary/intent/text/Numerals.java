package io.tributary.intent.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Number words of English, German, Spanish and French, folded. */
final class Numerals {
    private static final Map<String, Long> SMALL = new HashMap<>();
    private static final Map<String, Long> SCALES = new HashMap<>();
    private static final Map<String, Double> PARTS = new HashMap<>();
    /** Siebzigste, vierzigsten; not the zwanzigstel of a part. */
    private static final Pattern GERMAN_PLACE = Pattern.compile("(.{4,})ste[nrsm]?");

    private static final Map<String, Integer> ORDINALS = new HashMap<>();
    private static final Map<String, Long> GERMAN_TENS = Map.of(
            "zwanzig",
            20L,
            "dreissig",
            30L,
            "vierzig",
            40L,
            "funfzig",
            50L,
            "sechzig",
            60L,
            "siebzig",
            70L,
            "achtzig",
            80L,
            "neunzig",
            90L);
    private static final Map<String, Long> GERMAN_UNITS = Map.of(
            "ein", 1L, "zwei", 2L, "drei", 3L, "vier", 4L, "funf", 5L, "sechs", 6L, "sieben", 7L, "acht", 8L, "neun",
            9L);

    static {
        count(
                0,
                "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                        + " seventeen eighteen nineteen");
        tens("twenty thirty forty fifty sixty seventy eighty ninety");
        count(
                0,
                "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn"
                        + " siebzehn achtzehn neunzehn");
        SMALL.putAll(GERMAN_TENS);
        count(
                0,
                "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis"
                        + " diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco"
                        + " veintiseis veintisiete veintiocho veintinueve");
        tens("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa");
        count(0, "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize");
        tens("vingt trente quarante cinquante soixante septante huitante nonante");
        SMALL.putAll(Map.of("nought", 0L, "naught", 0L, "nil", 0L));
        SMALL.putAll(Map.of(
                "fourty",
                40L,
                "dreisig",
                30L,
                "fuenf",
                5L,
                "zwoelf",
                12L,
                "zwo",
                2L,
                "fuenfzig",
                50L,
                "fuenfzehn",
                15L,
                "octante",
                80L,
                "vingts",
                20L,
                "veintiun",
                21L));
        SMALL.putAll(Map.of(
                "veintiuna",
                21L,
                "doscientos",
                200L,
                "doscientas",
                200L,
                "trescientos",
                300L,
                "cuatrocientos",
                400L,
                "quinientos",
                500L,
                "quinientas",
                500L));
        SMALL.putAll(Map.of(
                "trescientas",
                300L,
                "cuatrocientas",
                400L,
                "seiscientos",
                600L,
                "seiscientas",
                600L,
                "setecientos",
                700L,
                "setecientas",
                700L,
                "ochocientos",
                800L,
                "ochocientas",
                800L,
                "novecientos",
                900L,
                "novecientas",
                900L));
        ordinals(2, "second zweite segunda segundo deuxieme other");
        ordinals(3, "third dritte tercera tercer tercero troisieme");
        ordinals(4, "fourth vierte cuarta cuarto quatrieme");
        ordinals(5, "fifth funfte quinta quinto cinquieme");
        ordinals(6, "sixth sechste sexta sexto sixieme");
        ordinals(7, "seventh siebte siebente septima septimo septieme");
        ordinals(8, "eighth achte octava octavo huitieme");
        ordinals(9, "ninth neunte novena noveno neuvieme");
        ordinals(10, "tenth zehnte decima decimo dixieme");
        ordinals(12, "twelfth zwolfte duodecima douzieme");
        ordinals(15, "fifteenth funfzehnte quinzieme");
        ordinals(20, "twentieth zwanzigste vigesima vingtieme");
        SCALES.putAll(Map.of(
                "hundred", 100L, "hundert", 100L, "cien", 100L, "ciento", 100L, "cent", 100L, "cents", 100L, "dozen",
                12L, "dozens", 12L, "dutzend", 12L));
        SCALES.putAll(Map.of(
                "docena",
                12L,
                "docenas",
                12L,
                "douzaine",
                12L,
                "douzaines",
                12L,
                "vingtaine",
                20L,
                "dizaine",
                10L,
                "trentaine",
                30L,
                "centaine",
                100L,
                "cinquantaine",
                50L,
                "decena",
                10L));
        SCALES.putAll(Map.of(
                "thousand",
                1000L,
                "tausend",
                1000L,
                "mil",
                1000L,
                "mille",
                1000L,
                "million",
                1_000_000L,
                "millionen",
                1_000_000L,
                "hundreds",
                100L,
                "thousands",
                1000L));
        SCALES.put("millar", 1000L);
        SCALES.put("quarantaine", 40L);
        SCALES.put("soixantaine", 60L);
        SCALES.put("veintena", 20L);
        SCALES.put("treintena", 30L);
        SCALES.put("cuarentena", 40L);
        SCALES.put("cincuentena", 50L);
        SCALES.put("quinzaine", 15L);
        SCALES.put("quincena", 15L);
        parts(2, "half halves halb halbe halben halfte mitad medio media medias moitie demi demie");
        parts(2 / 3.0, "anderthalb anderthalbe anderthalben");
        parts(3, "third thirds drittel tercio tercios tercera terceras tiers");
        parts(6, "sixth sixths sechstel sexto sextos sexta sextas sixieme sixiemes");
        parts(7, "seventh sevenths siebtel septimo septima septimas septieme septiemes");
        parts(9, "ninth ninths neuntel noveno novena novenas neuvieme neuviemes");
        parts(2, "1\u20442");
        parts(3, "1\u20443");
        parts(4, "1\u20444");
        parts(1 / 0.75, "3\u20444");
        parts(1.5, "2\u20443");
        parts(4, "quarter quarters fourth fourths viertel cuarto cuartos cuarta cuartas quart quarts");
        parts(5, "fifth fifths funftel quinto quintos quinta quintas cinquieme cinquiemes");
        parts(8, "eighth eighths achtel octavo octavos octava octavas huitieme huitiemes");
        parts(10, "tenth tenths zehntel zehnteln decimo decimos decima decimas dixieme dixiemes");
        parts(20, "twentieth zwanzigstel vigesimo vingtieme");
        parts(100, "hundredth hundredths hundertstel hundertsteln centesimo centesima centesimas centieme centiemes");
        parts(10_000, "zehntausendstel zehntausendsteln diezmilesima diezmilesimas");
        parts(100_000, "hunderttausendstel cienmilesima");
        parts(1_000_000, "millionth millionstel millonesima millionieme");
        parts(1000, "thousandth thousandths tausendstel tausendsteln milesimo milesima milesimas millieme milliemes");
    }

    private Numerals() {}

    private static void count(long first, String names) {
        long value = first;
        for (String name : names.split(" ", -1)) {
            SMALL.putIfAbsent(name, value++);
        }
    }

    private static void tens(String names) {
        long value = 20;
        for (String name : names.split(" ", -1)) {
            SMALL.putIfAbsent(name, value);
            value += 10;
        }
    }

    private static void ordinals(int place, String names) {
        for (String name : names.split(" ", -1)) {
            ORDINALS.put(name, place);
        }
    }

    /** 5 for fifth, fünfte, quinta, cinquième; 0 where it is none. German endings are left off. */
    static int ordinal(String folded) {
        Integer known = ORDINALS.get(folded);
        if (known == null && folded.length() > 6 && (folded.endsWith("ieth") || folded.endsWith("ieths"))) {
            OptionalLong ten = small(folded.substring(0, folded.lastIndexOf("ieth")) + "y");
            return ten.isPresent() ? (int) ten.getAsLong() : 0;
        }
        Matcher german = GERMAN_PLACE.matcher(folded);
        if (known == null && german.matches()) {
            OptionalLong count = small(german.group(1));
            if (count.isPresent()) {
                return (int) count.getAsLong();
            }
        }
        if (known == null
                && folded.length() > 5
                && (folded.endsWith("n") || folded.endsWith("r") || folded.endsWith("s"))) {
            known = ORDINALS.get(folded.substring(0, folded.length() - 1));
        }
        return known == null ? 0 : known;
    }

    private static void parts(double of, String names) {
        for (String name : names.split(" ", -1)) {
            PARTS.put(name, 1 / of);
        }
    }

    /** A number below a hundred, or a German compound. */
    static OptionalLong small(String folded) {
        Long known = SMALL.get(folded);
        return known != null ? OptionalLong.of(known) : german(folded);
    }

    /** What multiplies: hundred, dozen. */
    static OptionalLong scale(String folded) {
        Long scale = SCALES.get(folded);
        return scale == null ? OptionalLong.empty() : OptionalLong.of(scale);
    }

    /** A part of one: third is 1/3; 0 where it is none. */
    static double part(String folded) {
        Double known = PARTS.get(folded);
        if (known == null && (folded.endsWith("ieth") || folded.endsWith("ieths"))) {
            return ordinal(folded) > 0 ? 1.0 / ordinal(folded) : 0;
        }
        if (known == null && folded.endsWith("stel")) {
            OptionalLong below = small(folded.substring(0, folded.length() - 4));
            return below.isPresent() && below.getAsLong() > 0 ? 1.0 / below.getAsLong() : 0;
        }
        return known == null ? 0 : known;
    }

    /** Ten-thousandth, cent-millième in three words; 0 where they are none. */
    static double tinyPart(String scale, String hyphen, String part) {
        double below = scale.equals("ten") || scale.equals("dix")
                ? 10
                : scale.equals("hundred") || scale.equals("cent") ? 100 : 0;
        return below > 0 && hyphen.equals("-") && part(part) == 0.001 ? 0.001 / below : 0;
    }

    /** 10 for zehnmal, zehnfach; 1.5 for anderthalbfach; 0 where a word says no such thing. */
    static double times(String folded) {
        if (folded.startsWith("anderthalbfach")) {
            return 1.5;
        }
        for (String ending : List.of("mal", "fach", "fache", "faches", "fachen", "fold")) {
            if (folded.endsWith(ending) && folded.length() > ending.length() + 2) {
                OptionalLong count = small(folded.substring(0, folded.length() - ending.length()));
                if (count.isPresent() && count.getAsLong() > 1) {
                    return count.getAsLong();
                }
            }
        }
        return 0;
    }

    /** As in funfundzwanzig, zweihundert, hundertzwanzig. */
    private static OptionalLong german(String word) {
        int thousand = word.indexOf("tausend");
        if (thousand >= 0 && word.length() > 7) {
            return join(word, thousand, 7, 1000);
        }
        int hundred = word.indexOf("hundert");
        if (hundred >= 0 && word.length() > 7) {
            return join(word, hundred, 7, 100);
        }
        for (Map.Entry<String, Long> ten : GERMAN_TENS.entrySet()) {
            if (word.endsWith("und" + ten.getKey())) {
                Long unit = GERMAN_UNITS.get(
                        word.substring(0, word.length() - ten.getKey().length() - 3));
                return unit == null ? OptionalLong.empty() : OptionalLong.of(ten.getValue() + unit);
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong join(String word, int at, int length, long scale) {
        String before = word.substring(0, at);
        String after = word.substring(at + length);
        OptionalLong times =
                before.isEmpty() ? OptionalLong.of(1) : before.equals("ein") ? OptionalLong.of(1) : germanPart(before);
        OptionalLong rest =
                after.isEmpty() ? OptionalLong.of(0) : germanPart(after.startsWith("und") ? after.substring(3) : after);
        return times.isPresent() && rest.isPresent()
                ? OptionalLong.of(times.getAsLong() * scale + rest.getAsLong())
                : OptionalLong.empty();
    }

    private static OptionalLong germanPart(String word) {
        Long known = SMALL.get(word);
        return known != null ? OptionalLong.of(known) : german(word);
    }
}
