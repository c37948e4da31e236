package io.tributary.intent.learned;

import io.tributary.intent.text.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Cuts words into the pieces that the encoder knows: the longest known beginning, then the longest known continuation (WordPiece, Devlin et
 * al. 2019). Words are cut one by one, so each piece belongs to one word.
 */
final class WordPieces {
    private static final int LONGEST = 40;
    private final Map<String, Integer> known = new HashMap<>();
    private final int unknown;
    final int start;
    final int end;

    /** @param tokenizer the encoder's {@code tokenizer.json} */
    WordPieces(JsonNode tokenizer) {
        tokenizer
                .at("/model/vocab")
                .properties()
                .forEach(entry -> known.put(entry.getKey(), entry.getValue().asInt()));
        unknown = id("[UNK]");
        start = id("[CLS]");
        end = id("[SEP]");
    }

    private int id(String piece) {
        Integer id = known.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("The tokenizer has no " + piece + ".");
        }
        return id;
    }

    /** Ids of the pieces of a word, at least one. */
    List<Integer> of(Word word) {
        String text = word.folded();
        List<Integer> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length() && text.length() <= LONGEST) {
            int to = text.length();
            Integer id = null;
            while (to > from && id == null) {
                String piece = text.substring(from, to);
                id = known.get(from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)) ? piece : "##" + piece);
                to = id == null ? to - 1 : to;
            }
            if (id == null) {
                return List.of(unknown);
            }
            pieces.add(id);
            from = to;
        }
        return pieces.isEmpty() ? List.of(unknown) : pieces;
    }
}
