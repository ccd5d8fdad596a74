import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How Flink's own code reads a configuration.
 *
 * <pre>
 * question: YAML, a config.yaml (1.19 and later)      answer: key, type, value, for each entry
 *           LEGACY, a flink-conf.yaml (1.19, 1.20)            the same
 *           ARGUMENTS, the user's arguments                   the same, of the dynamic properties
 *           LIST, a list value (1.19 and later)               "element", type, value, for each
 * </pre>
 *
 * <p>Types are the simple names of Java's. Code points that UTF-8 cannot hold (lone surrogates) are
 * encoded in its pattern all the same.
 */
final class ConfigQuestions implements Oracle.Questions {
    private final Path file;

    ConfigQuestions(Path folder) {
        file = folder.resolve("read.yaml");
    }

    @Override
    public boolean know(String word) {
        return List.of("YAML", "LEGACY", "ARGUMENTS", "LIST").contains(word);
    }

    @Override
    public List<String> answer(List<String> fields) throws Exception {
        switch (fields.get(0)) {
            case "YAML":
                resetAnchors();
                return entries(load("loadYAMLResource", fields.get(1)));
            case "LEGACY":
                return entries(load("loadLegacyYAMLResource", fields.get(1)));
            case "ARGUMENTS":
                return entries(dynamicProperties(fields.subList(1, fields.size())));
            default:
                resetAnchors();
                return elements(list(Oracle.toText(fields.get(1))));
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
    private Map<String, Object> load(String loader, String bytes) throws Exception {
        Oracle.write(file, bytes);
        Object configuration =
                method(flink("configuration.GlobalConfiguration"), loader, File.class)
                        .invoke(null, file.toFile());
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

    private static Map<String, Object> dynamicProperties(List<String> given) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--configDir", "/conf"));
        for (String argument : given) {
            arguments.add(Oracle.toText(argument));
        }
        Class<?> factoryType = flink("runtime.entrypoint.ClusterConfigurationParserFactory");
        Object factory = newInstance(factoryType);
        Class<?> parserType = flink("runtime.entrypoint.parser.CommandLineParser");
        Object parser =
                parserType
                        .getConstructor(flink("runtime.entrypoint.parser.ParserResultFactory"))
                        .newInstance(factory);
        Object options = method(factoryType, "options").invoke(null);
        Object filtered = filterArguments(arguments.toArray(new String[0]), options);
        Object parsed = method(parserType, "parse", String[].class).invoke(parser, filtered);
        Class<?> base = flink("runtime.entrypoint.ClusterConfiguration");
        Properties properties = (Properties) method(base, "getDynamicProperties").invoke(parsed);
        Map<String, Object> result = new TreeMap<>();
        properties.forEach((key, value) -> result.put((String) key, value));
        return result;
    }

    private static Object filterArguments(Object arguments, Object options) throws Exception {
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
        if (filter == null) {
            throw new NoSuchMethodException("filterCmdArgs");
        }
        filter.setAccessible(true);
        return filter.getParameterCount() == 2
                ? filter.invoke(null, arguments, options)
                : filter.invoke(null, arguments);
    }

    private static Object newInstance(Class<?> type) throws Exception {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static List<?> list(String text) throws Exception {
        Class<?> utils = flink("configuration.ConfigurationUtils");
        return (List<?>)
                method(utils, "convertToList", Object.class, Class.class)
                        .invoke(null, text, String.class);
    }

    private static List<String> entries(Map<String, Object> entries) {
        List<String> answer = new ArrayList<>();
        entries.forEach(
                (key, value) -> {
                    boolean bytes = value instanceof byte[];
                    String text = String.valueOf(value).replaceAll("\\[B@\\p{XDigit}+", "[B");
                    add(answer, key, value, bytes ? "[B" : text);
                });
        return answer;
    }

    private static List<String> elements(List<?> elements) {
        List<String> answer = new ArrayList<>();
        for (Object element : elements) {
            add(answer, "element", element, String.valueOf(element));
        }
        return answer;
    }

    private static void add(List<String> answer, String key, Object value, String text) {
        answer.add(encode(key));
        answer.add(value.getClass().getSimpleName());
        answer.add(encode(text));
    }

    private static String encode(String text) {
        StringBuilder bytes = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                                bytes.append((char) (0xE0 | c >> 12));
                                bytes.append((char) (0x80 | c >> 6 & 0x3F));
                                bytes.append((char) (0x80 | c & 0x3F));
                            } else {
                                bytes.append(Oracle.toBytes(Character.toString(c)));
                            }
                        });
        return bytes.toString();
    }
}
