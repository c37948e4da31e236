package io.tributary.intent.dataset;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Says numbers the many ways in which people do. */
final class Figures {
    private static final String[] ONES = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final Map<String, List<String>> SMALL = Map.of(
            "de",
            List.of(
                    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
                    "zwölf"),
            "es",
            List.of(
                    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
                    "doce"),
            "fr",
            List.of(
                    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
                    "douze"));

    private final SplittableRandom random;
    private final String language;

    Figures(SplittableRandom random, String language) {
        this.random = random;
        this.language = language;
    }

    /**
     * A number as said and as meant.
     *
     * @param said in the prompt
     * @param meant as in a token
     */
    record Figure(String said, String meant) {}

    Figure of(String field) {
        return switch (field) {
            case "training.rounds" ->
                whole(pick(
                        5, 8, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 75, 80, 100, 120, 150, 200, 250, 300, 500));
            case "training.localEpochs" -> whole(random.nextInt(2, 11));
            case "training.batchSize" -> whole(pick(8, 10, 16, 20, 24, 40, 48, 50, 64, 100, 128, 256));
            case "training.learningRate" ->
                real(pick(
                        "0.1", "0.01", "0.001", "0.02", "0.03", "0.005", "0.0005", "0.2", "0.3", "0.025", "0.0001",
                        "0.015", "0.08"));
            case "training.momentum" -> real(pick("0.9", "0.8", "0.95", "0.5", "0.85", "0.99", "0.7"));
            case "training.weightDecay" -> real(pick("0.0001", "0.0005", "0.001", "0.01", "0.00001", "0.005", "0.02"));
            case "clients.count" ->
                whole(random.nextInt(4) == 0 ? pick(100, 200, 150, 500, 120, 80) : random.nextInt(4, 65));
            case "clients.fraction" ->
                share(pick("0.1", "0.2", "0.25", "0.3", "0.5", "0.4", "0.05", "0.75", "0.15", "0.6", "0.01"));
            case "clients.minimum" -> whole(random.nextInt(2, 9));
            case "clients.deadlineSeconds" -> time();
            case "partition.alpha" -> real(pick("0.1", "0.3", "0.2", "1.0", "0.05", "0.6", "0.7", "2"));
            case "partition.classesPerClient" -> whole(random.nextInt(1, 6));
            case "evaluation.every" -> whole(pick(2, 3, 4, 5, 6, 8, 10, 20, 25));
            case "stopping.targetAccuracy" ->
                share(pick("0.8", "0.85", "0.9", "0.88", "0.92", "0.75", "0.82", "0.7", "0.95", "0.87"));
            case "stopping.patience" -> whole(random.nextInt(2, 13));
            case "seed" -> digits(pick(0, 1, 3, 5, 7, 11, 13, 17, 99, 123, 1234, 2024, 31337, 4711));
            case "compression.bits" -> bits();
            case "compression.keep" -> share(pick("0.01", "0.05", "0.1", "0.02", "0.03", "0.2"));
            case "privacy.clipNorm" -> real(pick("1.0", "0.5", "1.5", "2", "0.8", "0.1"));
            case "privacy.noiseMultiplier" -> real(pick("1.1", "0.8", "0.5", "1.3", "0.7", "1.0"));
            case "study.trials" -> whole(pick(8, 10, 12, 20, 24, 25, 30, 40, 50, 60));
            default -> throw new IllegalArgumentException(field);
        };
    }

    private int pick(int... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    Figure digits(long number) {
        return new Figure(Long.toString(number), Long.toString(number));
    }

    Figure whole(int number) {
        boolean spelled = random.nextInt(4) == 0;
        List<String> small = SMALL.get(language);
        if (spelled && small != null && number > 1 && number <= 12) {
            return new Figure(small.get(number), Integer.toString(number));
        }
        if (spelled && small == null && number % 12 == 0 && number <= 48 && random.nextInt(3) == 0) {
            String dozens = number == 12 ? "a dozen" : ONES[number / 12] + " dozen";
            return new Figure(dozens, Integer.toString(number));
        }
        return spelled && small == null && number < 1000
                ? new Figure(words(number), Integer.toString(number))
                : digits(number);
    }

    private String words(int number) {
        if (number < 20) {
            return ONES[number];
        }
        if (number < 100) {
            String hyphen = random.nextBoolean() ? "-" : " ";
            return TENS[number / 10] + (number % 10 == 0 ? "" : hyphen + ONES[number % 10]);
        }
        String and = random.nextBoolean() ? " and " : " ";
        String hundred = number / 100 == 1 && random.nextBoolean() ? "a hundred" : ONES[number / 100] + " hundred";
        return hundred + (number % 100 == 0 ? "" : and + words(number % 100));
    }

    private Figure real(String number) {
        double value = Double.parseDouble(number);
        int way = random.nextInt(6);
        if (way == 0 && value < 0.01) {
            int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
            long factor = Math.round(value / Math.pow(10, exponent));
            return new Figure(factor + "e" + exponent, number);
        }
        if (way == 1 && number.startsWith("0.") && language.equals("en")) {
            return new Figure(number.substring(1), number);
        }
        if (way == 2 && language.equals("en") && number.length() <= 4 && number.startsWith("0.")) {
            StringBuilder said = new StringBuilder(random.nextBoolean() ? "zero point" : "point");
            number.substring(2).chars().forEach(digit -> said.append(' ').append(ONES[digit - '0']));
            return new Figure(said.toString(), number);
        }
        boolean comma = !language.equals("en") && random.nextInt(3) > 0;
        return new Figure(comma ? number.replace('.', ',') : number, number);
    }

    private Figure share(String share) {
        int percent = (int) Math.round(100 * Double.parseDouble(share));
        boolean english = language.equals("en");
        String fraction = switch (percent) {
            case 10 -> pick("a tenth", "one in ten");
            case 20 -> pick("a fifth", "one in five", "one fifth");
            case 25 -> pick("a quarter", "one quarter", "one in four");
            case 50 -> pick("half", "one half");
            case 75 -> "three quarters";
            default -> "";
        };
        int way = random.nextInt(english ? 6 : 3);
        if (random.nextInt(4) == 0) {
            boolean comma = !english && random.nextBoolean();
            return new Figure(comma ? share.replace('.', ',') : share, share);
        }
        if (way == 3 && !fraction.isEmpty()) {
            return new Figure(fraction, share);
        }
        if (way == 4 && percent < 100) {
            return new Figure(words(percent) + " percent", share);
        }
        if (way == 5) {
            return new Figure(percent + " percent", share);
        }
        return new Figure(percent + (random.nextBoolean() ? " %" : "%"), share);
    }

    private Figure bits() {
        int bits = pick(2, 4, 6, 8);
        return switch (language) {
            case "de" -> new Figure(bits + " Bit", Integer.toString(bits));
            case "es", "fr" -> new Figure(bits + " bits", Integer.toString(bits));
            default ->
                new Figure(random.nextInt(4) == 0 ? words(bits) + " bits" : bits + " bits", Integer.toString(bits));
        };
    }

    private Figure time() {
        boolean minutes = random.nextBoolean();
        int number = minutes ? pick(1, 2, 3, 4, 5, 8, 15, 20) : pick(20, 30, 45, 60, 90, 120, 240, 300);
        String unit = switch (language) {
            case "de" -> minutes ? (number == 1 ? "Minute" : "Minuten") : "Sekunden";
            case "es" -> minutes ? (number == 1 ? "minuto" : "minutos") : "segundos";
            case "fr" -> minutes ? (number == 1 ? "minute" : "minutes") : "secondes";
            default -> minutes ? (number == 1 ? "minute" : "minutes") : pick("seconds", "s", "sec");
        };
        return new Figure(
                (number == 1 && !language.equals("en") ? "1" : whole(number).said()) + " " + unit,
                Integer.toString(minutes ? 60 * number : number));
    }
}
