"""Socket Mode: up to ten connections, each envelope to exactly one of them, acknowledged in three seconds."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from practice.errors import AppNotConnected, Told, Unanswered
from practice.payload import Json

PATIENCE = 3.0
"""Seconds in which an app must acknowledge."""
MOST_CONNECTIONS = 10
RETRIES = (0.0, 0.0, 60.0, 300.0)
"""Seconds before each attempt to deliver an event: at once, at once again, after one and after five minutes."""


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket of the app. Half-open: it looks alive and is dead. Silent: pings are answered, nothing comes."""

    socket: web.WebSocketResponse
    leaving: bool = False
    half_open: bool = False
    silent: bool = False

    async def send(self, frame: Json) -> None:
        """Send one frame, or lose it if the connection is in a fault."""
        if not (self.half_open or self.silent):
            await self.socket.send_json(frame)


class Hub:
    """The connections, and the envelopes that wait for their acknowledgement."""

    def __init__(
        self,
        app_id: str,
        next_id: Callable[[str], str],
        changed: Callable[[Json], None],
        answered: Callable[[Json], None],
    ) -> None:
        self.patience = PATIENCE
        self.connections: list[Connection] = []
        self._app_id = app_id
        self._next_id = next_id
        self._changed = changed
        self._answered = answered
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._deliveries: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    @property
    def connected(self) -> bool:
        """There is a connection that envelopes can go to."""
        return any(not each.leaving for each in self.connections)

    @property
    def delivering(self) -> bool:
        """There is an event that the app has not acknowledged yet."""
        return bool(self._deliveries)

    def ticket(self) -> str:
        """What apps.connections.open puts into the address: good for one connection."""
        ticket = self._next_id("ticket")
        self._tickets.add(ticket)
        return ticket

    async def ask(self, kind: str, payload: Json, retry: Json | None = None) -> Json:
        """Send an envelope to one connection; gives the payload of the acknowledgement. AppNotConnected, Unanswered."""
        connection = self._choose()
        envelope_id = self._next_id("envelope-")
        answer = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        frame = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": retry is None,
        }
        try:
            await connection.send(frame | (retry or {}))
            return await asyncio.wait_for(answer, self.patience)
        except (TimeoutError, ConnectionError):
            raise Unanswered("The app did not answer in time (operation_timeout).") from None
        finally:
            del self._waiting[envelope_id]

    def announce(self, payload: Json) -> None:
        """Deliver an event in the background, again when it is not acknowledged."""
        task = asyncio.get_running_loop().create_task(self._deliver(payload))
        self._deliveries.add(task)
        task.add_done_callback(self._deliveries.discard)

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket from hello to its end."""
        if request.query.get("ticket") not in self._tickets:
            return web.Response(status=404, text="no such ticket")
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json(self._goodbye("too_many_websockets"))
            await socket.close()
            return socket
        connection = Connection(socket)
        self.connections.append(connection)
        try:
            await self._greet(connection)
            await self._listen(connection)
        finally:
            self._forget(connection)
        return socket

    async def warn(self) -> None:
        """Tell every connection that it will be closed; envelopes go to newer ones from now on."""
        for connection in tuple(self.connections):
            connection.leaving = True
            await connection.send(self._goodbye("warning"))

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to come back anew, and close it, as Slack does every few hours."""
        for connection in tuple(self.connections):
            connection.leaving = True
            with contextlib.suppress(ConnectionError):
                await connection.send(self._goodbye(reason))
            await connection.socket.close()

    def half_open(self) -> None:
        """From now on today's connections swallow everything, pings too."""
        for connection in self.connections:
            connection.half_open = True

    def silence(self) -> None:
        """From now on no envelope arrives on today's connections, though pings are answered."""
        for connection in self.connections:
            connection.silent = True

    async def close(self) -> None:
        """End all connections and deliveries."""
        self._closing.set()
        await self.refresh("link_disabled")
        for task in tuple(self._deliveries):
            task.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)

    def _choose(self) -> Connection:
        ready = [each for each in self.connections if not each.leaving and not each.socket.closed]
        if not ready:
            raise AppNotConnected("The app is not connected to Slack (dispatch_failed).")
        self.connections.remove(ready[0])
        self.connections.append(ready[0])
        return ready[0]

    async def _greet(self, connection: Connection) -> None:
        await connection.send(
            {
                "type": "hello",
                "num_connections": len(self.connections),
                "debug_info": {"host": "practice", "approximate_connection_time": 18060},
                "connection_info": {"app_id": self._app_id},
            }
        )
        self._changed({"type": "connected", "connected": True})

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if connection.half_open:
                continue
            if message.type is WSMsgType.PING:
                await connection.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(message.json())

    def _acknowledged(self, frame: Json) -> None:
        self._answered(frame.get("payload") or {})
        answer = self._waiting.get(frame.get("envelope_id", ""))
        if answer is not None and not answer.done():
            answer.set_result(frame.get("payload") or {})

    def _forget(self, connection: Connection) -> None:
        self.connections.remove(connection)
        if not self.connected:
            self._changed({"type": "connected", "connected": False})

    async def _deliver(self, payload: Json) -> None:
        for attempt, wait in enumerate(RETRIES):
            if wait and await self._closes_within(wait):
                return
            retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            with contextlib.suppress(Told):
                await self.ask("events_api", payload, retry)
                return

    async def _closes_within(self, seconds: float) -> bool:
        try:
            return await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False

    def _goodbye(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "practice"}}
