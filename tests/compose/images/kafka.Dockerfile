# Stands in for the official Apache Kafka image: the same jars, the same wrapper that reads KAFKA_… variables.
FROM newsloom-test/debian:12
RUN useradd --uid 1000 appuser && mkdir -p /opt/kafka/config /opt/kafka/logs /etc/kafka/docker /mnt/shared/config /var/lib/kafka/data \
    && chown -R appuser /opt/kafka /mnt/shared /var/lib/kafka
COPY java /opt/java
COPY libs /opt/kafka/libs
COPY server.properties log4j2.yaml tools-log4j2.yaml /etc/kafka/docker/
COPY run kafka-broker-api-versions.sh /opt/kafka/bin/
ENV PATH=/opt/java/bin:$PATH
VOLUME ["/var/lib/kafka/data", "/mnt/shared/config"]
USER appuser
CMD ["/opt/kafka/bin/run"]
