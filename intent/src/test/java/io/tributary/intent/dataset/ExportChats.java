package io.tributary.intent.dataset;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes prompts and right readings as chats: {@code ExportChats FILE train|tune|test COUNT}. */
final class ExportChats {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SYSTEM =
            "You read what a person wants trained and answer with one JSON object: request is train, search or"
                    + " none; values holds the fields that were said, by their paths; save lists traffic, cpu or time where a saving is wished;"
                    + " search lists the fields whose best value is to be found; ask lists the fields that cannot be known.";

    private ExportChats() {}

    public static void main(String[] arguments) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            for (Labelled prompt : new Generator(6).make(arguments[1], Integer.parseInt(arguments[2]))) {
                out.write(JSON.writeValueAsString(chat(prompt)));
                out.newLine();
            }
        }
    }

    static ObjectNode chat(Labelled prompt) {
        ObjectNode chat = JSON.createObjectNode();
        ArrayNode messages = chat.putArray("messages");
        String base = prompt.base().isEmpty()
                ? ""
                : "The task so far: " + String.join(", ", new TreeSet<>(prompt.base())) + "\n";
        messages.addObject().put("role", "system").put("content", SYSTEM);
        messages.addObject().put("role", "user").put("content", base + prompt.text());
        messages.addObject().put("role", "assistant").put("content", JSON.writeValueAsString(answer(prompt)));
        return chat;
    }

    private static ObjectNode answer(Labelled prompt) {
        ObjectNode answer = JSON.createObjectNode();
        String request = prompt.isSearch() ? "search" : "train";
        answer.put("request", prompt.isOut() ? "none" : request);
        ObjectNode values = answer.putObject("values");
        ArrayNode save = answer.putArray("save");
        ArrayNode search = answer.putArray("search");
        ArrayNode ask = answer.putArray("ask");
        for (String token : new TreeSet<>(prompt.tokens())) {
            int equals = token.indexOf('=');
            if (token.startsWith("save=")) {
                save.add(token.substring(5));
            } else if (token.startsWith("search:")) {
                search.add(token.substring(7));
            } else if (token.startsWith("ask:")) {
                ask.add(token.substring(4));
            } else if (equals > 0) {
                String value = token.substring(equals + 1);
                String field = token.substring(0, equals);
                if (value.matches("-?\\d{1,15}")) {
                    values.put(field, Long.parseLong(value));
                } else if (value.matches("-?[\\d.]+([eE]-?\\d+)?")) {
                    values.put(field, Double.parseDouble(value));
                } else {
                    values.put(field, value);
                }
            }
        }
        return answer;
    }
}
