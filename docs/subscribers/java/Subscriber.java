import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Keeps the last result of every article as a file: folder/topic/key.json.
 *
 * <p>java Subscriber 127.0.0.1:9092 archive my-archive
 */
public class Subscriber {
    static final List<String> TOPICS = List.of("news.entities.v1", "news.topics.v1", "news.quotes.v1");

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", arguments[0],
                "group.id", arguments[2],
                "auto.offset.reset", "earliest", // a group that is new begins with all that the topics hold
                "enable.auto.commit", false,
                "session.timeout.ms", 10_000); // so soon the partitions of one that was killed go to others
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var reading = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                reading.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        try (consumer) {
            consumer.subscribe(TOPICS);
            while (true) {
                var batch = consumer.poll(Duration.ofMillis(500));
                for (var record : batch) {
                    keep(folder, record);
                }
                if (!batch.isEmpty()) {
                    // Only now: who is killed before this reads the batch once more, and keeps the same.
                    consumer.commitSync();
                }
            }
        } catch (WakeupException stopping) {
            // That is how the shutdown hook ends the loop.
        }
    }

    /** The last value of a key is what holds; no value means that the article was retracted. */
    static void keep(Path folder, ConsumerRecord<String, byte[]> record) throws IOException {
        Path file = folder.resolve(record.topic()).resolve(URLEncoder.encode(record.key(), UTF_8) + ".json");
        if (record.value() == null) {
            Files.deleteIfExists(file);
        } else {
            Files.createDirectories(file.getParent());
            Path unfinished = file.resolveSibling("unfinished");
            Files.write(unfinished, record.value());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        System.out.println(record.topic() + " " + record.partition() + " " + record.offset() + " " + record.key());
    }
}
