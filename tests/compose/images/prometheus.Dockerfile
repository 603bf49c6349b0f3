# Stands in for the official Prometheus image: Debian's.
FROM newsloom-test/debian:12
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends prometheus wget > /dev/null \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives && mkdir -p /etc/prometheus /prometheus && chown nobody /prometheus
USER nobody
EXPOSE 9090
ENTRYPOINT ["/usr/bin/prometheus"]
