// Asks real Flink: a long-lived JVM that runs Flink's own BashJavaUtils for each request on stdin.
//
//   java --add-opens java.base/java.util=ALL-UNNAMED \
//        -cp FLINK/bin/bash-java-utils.jar:FLINK/lib/flink-dist-2.3.0.jar FlinkOracle.java FOLDER
//
// FOLDER is an empty one of the caller's; each case's configuration files are written there. The
// first line on stdout is "READY" and the Java version. A request and an answer are one line of
// fields each, separated by tabs; in a field, tab, LF, CR and backslash stand as \t, \n, \r and \\.
// Optional fields are "-" where absent and "=" plus the text where present.
//
//   request: TM or JM, FLINK_xM_HEAP (optional), flink-conf.yaml (optional), config.yaml (optional),
//            then the arguments
//   answer:  OK, the JVM parameters, the dynamic configuration
//        or  ERROR, then class and message of the exception and of each of its causes
//
// Requests are bytes (files may be broken UTF-8); arguments and answers are UTF-8. It works with
// Flink 1.13 to 2.3 on Java 17.

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

public final class FlinkOracle {
    private static final String BASH_JAVA_UTILS =
            "org.apache.flink.runtime.util.bash.BashJavaUtils";
    private static final String GLOBAL_CONFIGURATION =
            "org.apache.flink.configuration.GlobalConfiguration";
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final Path folder;
    private final Map<String, String> environment;
    private final Method runCommand;
    private final Class<?> commandType;
    private final Field standardYaml; // null where this release has none

    private FlinkOracle(Path folder) throws ReflectiveOperationException {
        this.folder = folder;
        environment = writableEnvironment();
        runCommand = findRunCommand();
        commandType = runCommand.getParameterTypes()[0];
        standardYaml = findStandardYaml();
    }

    public static void main(String[] args) throws Exception {
        PrintStream answers =
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        // Flink logs, and Commons CLI prints its usage, to stdout.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        silenceLogging(Path.of(args[0]));
        FlinkOracle oracle = new FlinkOracle(Path.of(args[0]));
        answers.print("READY\t" + System.getProperty("java.version") + "\n");
        answers.flush();
        BufferedReader requests =
                new BufferedReader(
                        new InputStreamReader(new FileInputStream(FileDescriptor.in), BYTES));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.print(oracle.answer(line) + "\n");
            if (!requests.ready()) {
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

    private static Method findRunCommand() throws ReflectiveOperationException {
        for (Method method : Class.forName(BASH_JAVA_UTILS).getDeclaredMethods()) {
            if (method.getName().equals("runCommand")) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new NoSuchMethodException(BASH_JAVA_UTILS + ".runCommand");
    }

    // 1.19 and 1.20 remember in a static which parser read the last file.
    private static Field findStandardYaml() throws ReflectiveOperationException {
        try {
            Field field = Class.forName(GLOBAL_CONFIGURATION).getDeclaredField("standardYaml");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> writableEnvironment() throws ReflectiveOperationException {
        Map<String, String> environment = System.getenv();
        Field map = environment.getClass().getDeclaredField("m");
        map.setAccessible(true);
        return (Map<String, String>) map.get(environment);
    }

    private String answer(String line) {
        try {
            String[] fields = line.split("\t", -1);
            boolean isTaskManager = fields[0].equals("TM");
            setEnvironment(isTaskManager ? "FLINK_TM_HEAP" : "FLINK_JM_HEAP", optional(fields[1]));
            writeOrRemove("flink-conf.yaml", optional(fields[2]));
            writeOrRemove("config.yaml", optional(fields[3]));
            List<String> arguments = new ArrayList<>();
            arguments.add("--configDir");
            arguments.add(folder.toString());
            for (String field : Arrays.asList(fields).subList(4, fields.length)) {
                arguments.add(toText(unescape(field)));
            }
            return run(isTaskManager, arguments);
        } catch (InvocationTargetException e) {
            return describe(e.getCause());
        } catch (Exception e) {
            return "ERROR\toracle" + escape(e.toString());
        }
    }

    private String run(boolean isTaskManager, List<String> arguments)
            throws ReflectiveOperationException {
        if (standardYaml != null) {
            standardYaml.setBoolean(null, true);
        }
        String name = isTaskManager ? "GET_TM_RESOURCE_PARAMS" : "GET_JM_RESOURCE_PARAMS";
        Object command = null;
        for (Object constant : commandType.getEnumConstants()) {
            if (constant.toString().equals(name)) {
                command = constant;
            }
        }
        List<?> result =
                (List<?>) runCommand.invoke(null, command, arguments.toArray(new String[0]));
        StringBuilder line = new StringBuilder("OK");
        for (Object part : result) {
            line.append('\t').append(escape(part.toString()));
        }
        return line.toString();
    }

    private static String describe(Throwable failure) {
        StringBuilder line = new StringBuilder("ERROR");
        int depth = 0;
        for (Throwable each = failure; each != null && depth < 20; each = each.getCause(), depth++) {
            line.append('\t').append(escape(each.getClass().getName() + ": " + each.getMessage()));
        }
        return line.toString();
    }

    private void setEnvironment(String name, String value) {
        environment.remove("FLINK_TM_HEAP");
        environment.remove("FLINK_JM_HEAP");
        if (value != null) {
            environment.put(name, toText(value));
        }
    }

    private void writeOrRemove(String name, String bytes) throws IOException {
        Path file = folder.resolve(name);
        if (bytes == null) {
            Files.deleteIfExists(file);
        } else {
            Files.write(file, bytes.getBytes(BYTES));
        }
    }

    private static String toText(String bytes) {
        return new String(bytes.getBytes(BYTES), StandardCharsets.UTF_8);
    }

    private static String optional(String field) {
        return field.startsWith("=") ? unescape(field.substring(1)) : null;
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
}
