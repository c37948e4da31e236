package io.tributary.intent.learned;

import io.tributary.intent.text.Word;
import java.util.List;

/** Gives each word of a prompt a vector that depends on the words around it. */
public interface Encoder {
    /** How many numbers a vector has. */
    int length();

    /** A vector for each word. Safe for several threads. */
    float[][] encode(List<Word> words);
}
