"""The dashboards as code: what they show is in newsroom, pipeline and kafka; how Grafana is told, in build."""
