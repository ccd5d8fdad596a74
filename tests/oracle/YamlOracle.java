import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Asks Flink's own code how it reads a configuration. Needs flink-dist and the log4j and slf4j jars
 * of its lib folder on the class path.
 *
 * <p>Reads requests from standard input, one a line; texts are in hexadecimal UTF-8:
 *
 * <pre>
 * yaml PATH              a standard YAML file     key type value, each line an entry
 * legacy PATH            a flink-conf.yaml        the same (1.x only)
 * arguments HEX...       user arguments           the dynamic properties
 * list HEX               a list value             the elements, as 'element String VALUE'
 * </pre>
 *
 * <p>Answers "ok COUNT" and COUNT lines "HEX-KEY TYPE HEX-VALUE", or "rejected HEX-MESSAGE". Code
 * points that UTF-8 cannot hold (lone surrogates) are encoded in its pattern all the same. An empty
 * text is "-".
 */
public final class YamlOracle {
    private static PrintStream out;

    public static void main(String[] arguments) throws Exception {
        out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setProperty("log4j2.level", "OFF");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            answer(line);
            out.flush();
        }
    }

    private static void answer(String line) {
        String[] words = line.split(" ");
        try {
            switch (words[0]) {
                case "yaml":
                    resetAnchors();
                    print(load("loadYAMLResource", words[1]));
                    break;
                case "legacy":
                    print(load("loadLegacyYAMLResource", words[1]));
                    break;
                case "arguments":
                    print(dynamicProperties(words));
                    break;
                case "list":
                    resetAnchors();
                    printList(list(decode(words[1])));
                    break;
                default:
                    throw new IllegalArgumentException(line);
            }
        } catch (Throwable failure) { // a StackOverflowError too is Flink's answer
            Throwable cause = failure;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            out.println("rejected " + encode(String.valueOf(cause)));
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters)
            throws Exception {
        Method method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    private static Class<?> flink(String name) throws Exception {
        return Class.forName("org.apache.flink." + name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> load(String loader, String path) throws Exception {
        Object configuration =
                method(flink("configuration.GlobalConfiguration"), loader, File.class)
                        .invoke(null, new File(path));
        Field data = flink("configuration.Configuration").getDeclaredField("confData");
        data.setAccessible(true);
        return new TreeMap<>((Map<String, Object>) data.get(configuration));
    }

    /** Numbers anchors from id001 again, as a new process does. */
    private static void resetAnchors() throws Exception {
        Field settings =
                flink("configuration.YamlParserUtils").getDeclaredField("flowDumperSettings");
        settings.setAccessible(true);
        Object dumper = settings.get(null);
        Object generator = dumper.getClass().getMethod("getAnchorGenerator").invoke(dumper);
        Field last = generator.getClass().getDeclaredField("lastAnchorId");
        last.setAccessible(true);
        last.set(generator, 0);
    }

    private static Map<String, Object> dynamicProperties(String[] words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--configDir", "/conf"));
        for (int i = 1; i < words.length; i++) {
            arguments.add(decode(words[i]));
        }
        Class<?> factoryType = flink("runtime.entrypoint.ClusterConfigurationParserFactory");
        Object options = method(factoryType, "options").invoke(null);
        Method filter = null;
        for (String owner : new String[] {"FlinkConfigLoader", "BashJavaUtils"}) {
            try {
                for (Method each : flink("runtime.util.bash." + owner).getDeclaredMethods()) {
                    filter = each.getName().equals("filterCmdArgs") ? each : filter;
                }
            } catch (ClassNotFoundException e) {
                continue; // FlinkConfigLoader is of 1.19 and later
            }
        }
        filter.setAccessible(true);
        Object given = arguments.toArray(new String[0]);
        Object filtered =
                filter.getParameterCount() == 2
                        ? filter.invoke(null, given, options)
                        : filter.invoke(null, given);
        Object factory = newInstance(factoryType);
        Class<?> parserType = flink("runtime.entrypoint.parser.CommandLineParser");
        Object parser =
                parserType
                        .getConstructor(flink("runtime.entrypoint.parser.ParserResultFactory"))
                        .newInstance(factory);
        Object parsed = method(parserType, "parse", String[].class).invoke(parser, filtered);
        Class<?> base = flink("runtime.entrypoint.ClusterConfiguration");
        Properties properties =
                (Properties) method(base, "getDynamicProperties").invoke(parsed);
        Map<String, Object> result = new TreeMap<>();
        properties.forEach((key, value) -> result.put((String) key, value));
        return result;
    }

    private static Object newInstance(Class<?> type) throws Exception {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static List<?> list(String text) throws Exception {
        return (List<?>)
                method(
                                flink("configuration.ConfigurationUtils"),
                                "convertToList",
                                Object.class,
                                Class.class)
                        .invoke(null, text, String.class);
    }

    private static void print(Map<String, Object> entries) {
        out.println("ok " + entries.size());
        entries.forEach(
                (key, value) -> {
                    boolean bytes = value instanceof byte[];
                    String text = bytes ? "[B" : String.valueOf(value).replaceAll("\\[B@\\p{XDigit}+", "[B");
                    out.println(
                            encode(key) + " " + value.getClass().getSimpleName() + " " + encode(text));
                });
    }

    private static void printList(List<?> elements) {
        out.println("ok " + elements.size());
        for (Object element : elements) {
            out.println(
                    encode("element")
                            + " "
                            + element.getClass().getSimpleName()
                            + " "
                            + encode(String.valueOf(element)));
        }
    }

    private static String encode(String text) {
        if (text.isEmpty()) {
            return "-";
        }
        StringBuilder hex = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c >= 0xD800 && c <= 0xDFFF) {
                                hex.append(String.format("%02x", 0xE0 | c >> 12));
                                hex.append(String.format("%02x", 0x80 | c >> 6 & 0x3F));
                                hex.append(String.format("%02x", 0x80 | c & 0x3F));
                            } else {
                                for (byte b :
                                        Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                                    hex.append(Character.forDigit(b >> 4 & 15, 16));
                                    hex.append(Character.forDigit(b & 15, 16));
                                }
                            }
                        });
        return hex.toString();
    }

    private static String decode(String hex) {
        if (hex.equals("-")) {
            return "";
        }
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private YamlOracle() {}
}
