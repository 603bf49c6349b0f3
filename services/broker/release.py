"""The one release of Apache Kafka that Newsloom is built and tested against."""

# The newest release that is both on Maven Central and an official container image, so that a developer's machine
# and a deployed cluster run the same broker.
KAFKA_VERSION = "4.3.1"

SERVER_COORDINATE = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}"
