"""What brings Newsloom to machines: the image, Prometheus, Grafana."""
