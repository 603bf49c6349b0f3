"""One port a service: /metrics for Prometheus, /live and /ready for whatever runs it."""

from collections.abc import Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from services.runtime.errors import ConfigurationError
from services.runtime.progress import Progress


class WebServer:
    """Serves the state of a service. Port 0 takes a free one; ``port`` is the one it got.

    ``before_scrape`` is called before the metrics are read, to set those that are not set as things happen.
    """

    def __init__(
        self,
        registry: CollectorRegistry,
        progress: Progress,
        *,
        host: str,
        port: int,
        before_scrape: Callable[[], None] = lambda: None,
    ) -> None:
        self._before_scrape = before_scrape
        self._registry = registry
        self._progress = progress
        self._host = host
        self.port = port
        application = web.Application()
        application.add_routes(
            [
                web.get("/metrics", self._metrics),
                web.get("/live", self._live),
                web.get("/ready", self._ready),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None)

    async def start(self) -> None:
        """Listen. Raises ``ConfigurationError`` when the address cannot be had."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self.port)
        try:
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise ConfigurationError(
                f"NEWSLOOM_HTTP_HOST, NEWSLOOM_HTTP_PORT: cannot listen on {self._host}:{self.port}: {error.strerror}"
            ) from error
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _metrics(self, _request: web.Request) -> web.Response:
        self._before_scrape()
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _live(self, _request: web.Request) -> web.Response:
        stalled = round(self._progress.stalled_for(), 1)
        live = self._progress.is_live
        return web.json_response({"live": live, "stalled_for_seconds": stalled}, status=200 if live else 503)

    async def _ready(self, _request: web.Request) -> web.Response:
        reasons = self._progress.not_ready_because()
        return web.json_response({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)
