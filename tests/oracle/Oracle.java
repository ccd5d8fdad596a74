import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks real Flink: a long-lived JVM that answers each question on stdin with Flink's own code. Works
 * with Flink 1.13 to 2.3 on Java 17.
 *
 * <pre>
 * java --add-opens java.base/java.util=ALL-UNNAMED \
 *      -cp CLASSES:FLINK/bin/bash-java-utils.jar:FLINK/lib/flink-dist-2.3.0.jar Oracle FOLDER
 * </pre>
 *
 * <p>FOLDER is an empty one of the caller's; configuration files are written there. The first line
 * on stdout is "READY" and the Java version. A question and an answer are one line of fields each,
 * separated by tabs; in a field, tab, LF, CR and backslash stand as \t, \n, \r and \\. Questions are
 * bytes, since files may be broken UTF-8. The first field of a question says of which kind it is:
 * {@link MemoryQuestions}, {@link ConfigQuestions}. The first field of an answer:
 *
 * <pre>
 * OK       then what the kind of question says
 * ERROR    Flink refuses: then "class: message" of the exception and of each of its causes
 * BROKEN   it was not Flink that failed, but we: then why
 * </pre>
 */
public final class Oracle {
    /** A kind of question. What Flink throws comes out as an InvocationTargetException. */
    interface Questions {
        /** Whether a question that starts with this word is for us. */
        boolean know(String word);

        /** The fields after OK. Fields are bytes, a char each. */
        List<String> answer(List<String> fields) throws Exception;
    }

    private static final Charset BYTES = StandardCharsets.ISO_8859_1;
    private static final int CAUSES = 20;

    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, BYTES);
        // Flink logs, and Commons CLI prints its usage, to stdout.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        Path folder = Path.of(args[0]);
        silenceLogging(folder);
        List<Questions> kinds = List.of(new MemoryQuestions(folder), new ConfigQuestions(folder));
        answers.print("READY\t" + System.getProperty("java.version") + "\n");
        answers.flush();
        BufferedReader questions =
                new BufferedReader(
                        new InputStreamReader(new FileInputStream(FileDescriptor.in), BYTES));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            answers.print(join(answer(kinds, split(line))) + "\n");
            if (!questions.ready()) {
                answers.flush();
            }
        }
        answers.flush();
    }

    private static void silenceLogging(Path folder) throws IOException {
        Path settings = folder.resolve("oracle-log4j2.properties");
        Files.writeString(settings, "rootLogger.level = off\n");
        System.setProperty("log4j.configurationFile", settings.toUri().toString());
        System.setProperty("log4j2.disable.jmx", "true");
    }

    private static List<String> answer(List<Questions> kinds, List<String> fields) {
        List<String> answer = new ArrayList<>();
        try {
            for (Questions kind : kinds) {
                if (kind.know(fields.get(0))) {
                    answer.add("OK");
                    answer.addAll(kind.answer(fields));
                    return answer;
                }
            }
            return List.of("BROKEN", "an unknown question: " + fields.get(0));
        } catch (InvocationTargetException e) { // its cause may be any Throwable of Flink's
            return describe(e.getCause());
        } catch (Exception e) {
            return List.of("BROKEN", toBytes(e.toString()));
        }
    }

    private static List<String> describe(Throwable failure) {
        List<String> answer = new ArrayList<>(List.of("ERROR"));
        for (Throwable each = failure; each != null && answer.size() <= CAUSES; each = each.getCause()) {
            answer.add(toBytes(each.getClass().getName() + ": " + each.getMessage()));
        }
        return answer;
    }

    /** The UTF-8 bytes of a text, a char each; what UTF-8 cannot hold becomes a question mark. */
    static String toBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), BYTES);
    }

    /** The text whose UTF-8 bytes these are. */
    static String toText(String bytes) {
        return new String(bytes.getBytes(BYTES), StandardCharsets.UTF_8);
    }

    /** Writes the file, or removes it where there are no bytes. */
    static void write(Path file, String bytes) throws IOException {
        if (bytes == null) {
            Files.deleteIfExists(file);
        } else {
            Files.write(file, bytes.getBytes(BYTES));
        }
    }

    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split("\t", -1)) {
            fields.add(unescape(field));
        }
        return fields;
    }

    private static String join(List<String> fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(escape(field));
        }
        return line.toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String field) {
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                char kind = field.charAt(++i);
                c = kind == 't' ? '\t' : kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind;
            }
            text.append(c);
        }
        return text.toString();
    }

    private Oracle() {}
}
