import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.util.Collector;

/**
 * The job of the demo: a bounded stream of numbers, keyed, with state for each key. The result has
 * one line a key, written when the stream ends: key, count, sum, and a sum in which each number is
 * weighted with its place, so that a lost, doubled or reordered number changes the line.
 *
 * <p>Arguments: OUTPUT_FOLDER NUMBERS KEYS. expected_totals.py computes the same without Flink.
 */
public final class KeyedTotals {
  private KeyedTotals() {}

  public static void main(String[] args) throws Exception {
    final String output = args[0];
    final long numbers = Long.parseLong(args[1]);
    final long keys = Long.parseLong(args[2]);

    final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(500);  // the file sink commits its files with a checkpoint
    env.fromSequence(1, numbers)
        .setParallelism(1)  // one source: within a key the order is that of the sequence
        .keyBy(number -> number % keys, Types.LONG)
        .process(new Totals())
        .returns(Types.STRING)
        .sinkTo(
            FileSink.forRowFormat(new Path(output), new SimpleStringEncoder<String>("UTF-8"))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .build());
    env.execute("keyed totals");
  }

  private static final class Totals extends KeyedProcessFunction<Long, Long, String> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> count;
    private transient ValueState<Long> sum;
    private transient ValueState<Long> weighted;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
      sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
      weighted = getRuntimeContext().getState(new ValueStateDescriptor<>("weighted", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<String> out)
        throws Exception {
      final long place = orZero(count.value()) + 1;
      count.update(place);
      sum.update(orZero(sum.value()) + number);
      weighted.update(orZero(weighted.value()) + place * number);
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);  // the end of the stream
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out)
        throws Exception {
      out.collect(
          context.getCurrentKey() + " " + count.value() + " " + sum.value() + " "
              + weighted.value());
    }

    private static long orZero(Long value) {
      return value == null ? 0 : value;
    }
  }
}
