"""A real Apache Kafka for a machine without one: fetched, pinned by checksum, started and stopped.

from services.broker.cluster import Cluster

with Cluster(brokers=1) as cluster:
    ...  # anything that speaks Kafka, at cluster.bootstrap_servers
"""
