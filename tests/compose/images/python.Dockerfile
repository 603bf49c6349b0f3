# Stands in for the official Python image where it cannot be pulled: Debian 12 and its own Python 3.11.
FROM newsloom-test/debian:12
COPY ca-certificates.crt /usr/local/share/ca-certificates/machine.crt
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv ca-certificates > /dev/null \
    && cp /usr/local/share/ca-certificates/machine.crt /etc/ssl/certs/ca-certificates.crt \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives \
    && ln -s /usr/bin/python3 /usr/local/bin/python
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt
