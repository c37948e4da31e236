package io.tributary.worker.site;

import io.tributary.protocol.error.TributaryException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A text file of records, read one after the other: RFC 4180 quoting, UTF-8 with or without a byte order mark, any line
 * end, perhaps gzipped; commas, semicolons or tabs, whichever the first line has most of. No record may be longer than a
 * bound, so that a quote that is never closed does not swallow the file.
 */
final class CsvText implements AutoCloseable {
    static final int LONGEST_RECORD = 1 << 20;

    private static final int READ_AHEAD = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Path file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Bounded text;
    private long line;

    CsvText(Path file) throws IOException {
        this.file = file;
        char delimiter = delimiter(file);
        text = new Bounded(open(file));
        parser = CSVParser.builder()
                .setReader(text)
                .setFormat(CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(true)
                        .get())
                .get();
        records = parser.iterator();
    }

    /**
     * The next record, null at the end.
     *
     * @throws TributaryException DATASET_UNUSABLE where the text is no good, naming the line
     */
    @Nullable
    CSVRecord next() {
        line = parser.getCurrentLineNumber() + 1;
        text.read = 0;
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException | IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof CharacterCodingException) {
                throw Unusable.of(file, "is not UTF-8 text (near line " + line + "); save it as UTF-8", e);
            }
            throw wrong(
                    "cannot be read as CSV (" + reason(cause) + "); close every quote, and double those inside one");
        }
    }

    /** Where the last record begins, from 1. */
    long line() {
        return line;
    }

    /** Something wrong with the last record. */
    TributaryException wrong(String what) {
        return Unusable.of(file, "line " + line + ": " + what);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        // What the parser quotes from the file stays here.
        return message.startsWith("Invalid char") ? "something follows a closing quote" : message;
    }

    private static char delimiter(Path file) throws IOException {
        int[] counts = new int[3];
        String delimiters = ",;\t";
        try (Reader in = open(file)) {
            boolean quoted = false;
            for (int read = 0; read < LONGEST_RECORD; read++) {
                int c = in.read();
                if (c < 0 || (!quoted && (c == '\n' || c == '\r'))) {
                    break;
                }
                quoted ^= c == '"';
                int which = delimiters.indexOf(c);
                if (!quoted && which >= 0) {
                    counts[which]++;
                }
            }
        } catch (CharacterCodingException e) {
            throw Unusable.of(file, "is not UTF-8 text (near line 1); save it as UTF-8", e);
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return delimiters.charAt(most);
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static Reader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), READ_AHEAD);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            Reader reader = new BufferedReader(
                    new InputStreamReader(
                            gzip ? new GZIPInputStream(in, READ_AHEAD) : in,
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    READ_AHEAD);
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Counts what was read since somebody set the count to 0. */
    private static final class Bounded extends Reader {
        private final Reader in;
        private int read;

        Bounded(Reader in) {
            this.in = in;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            read += Math.max(0, count);
            if (read > LONGEST_RECORD) {
                throw new IOException(
                        "the record is longer than " + LONGEST_RECORD + " characters, as if a quote were never closed");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
