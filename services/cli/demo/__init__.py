"""The whole stream on one machine, as a person watches it: Kafka, the services and the producer, one process each."""
