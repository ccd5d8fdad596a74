import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Flink's own BashJavaUtils makes of a configuration. Optional fields are "-" where absent and
 * "=" plus the text where present.
 *
 * <pre>
 * question: TM or JM, FLINK_xM_HEAP (optional), flink-conf.yaml (optional), config.yaml (optional),
 *           then the arguments
 * answer:   the JVM parameters, the dynamic configuration
 * </pre>
 */
final class MemoryQuestions implements Oracle.Questions {
    private static final String BASH_JAVA_UTILS =
            "org.apache.flink.runtime.util.bash.BashJavaUtils";
    private static final String GLOBAL_CONFIGURATION =
            "org.apache.flink.configuration.GlobalConfiguration";

    private final Path folder;
    private final Map<String, String> environment;
    private final Method runCommand;
    private final Class<?> commandType;
    private final Field standardYaml; // null where this release has none

    MemoryQuestions(Path folder) throws ReflectiveOperationException {
        this.folder = folder;
        environment = writableEnvironment();
        runCommand = findRunCommand();
        commandType = runCommand.getParameterTypes()[0];
        standardYaml = findStandardYaml();
    }

    @Override
    public boolean know(String word) {
        return word.equals("TM") || word.equals("JM");
    }

    @Override
    public List<String> answer(List<String> fields) throws Exception {
        boolean isTaskManager = fields.get(0).equals("TM");
        setEnvironment(isTaskManager ? "FLINK_TM_HEAP" : "FLINK_JM_HEAP", optional(fields.get(1)));
        Oracle.write(folder.resolve("flink-conf.yaml"), optional(fields.get(2)));
        Oracle.write(folder.resolve("config.yaml"), optional(fields.get(3)));
        List<String> arguments = new ArrayList<>(List.of("--configDir", folder.toString()));
        for (String field : fields.subList(4, fields.size())) {
            arguments.add(Oracle.toText(field));
        }
        if (standardYaml != null) {
            standardYaml.setBoolean(null, true);
        }
        Object command = command(isTaskManager ? "GET_TM_RESOURCE_PARAMS" : "GET_JM_RESOURCE_PARAMS");
        Object result = runCommand.invoke(null, command, arguments.toArray(new String[0]));
        List<String> answer = new ArrayList<>();
        for (Object part : (List<?>) result) {
            answer.add(Oracle.toBytes(part.toString()));
        }
        return answer;
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

    private Object command(String name) {
        for (Object constant : commandType.getEnumConstants()) {
            if (constant.toString().equals(name)) {
                return constant;
            }
        }
        throw new IllegalStateException("this Flink has no command " + name);
    }

    private void setEnvironment(String name, String value) {
        environment.remove("FLINK_TM_HEAP");
        environment.remove("FLINK_JM_HEAP");
        if (value != null) {
            environment.put(name, Oracle.toText(value));
        }
    }

    private static String optional(String field) {
        return field.startsWith("=") ? field.substring(1) : null;
    }
}
