"""Streams, sockets and pipes: what they are called, and what they are made of. Real ones, so no times."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import ssl
import sys

import pytest

from aioscope import record
from tests import told, virtual_time

try:
    import anyio
except ImportError:  # it comes with Jupyter, not with Python
    anyio = None

MUCH = b"x" * 5_000_000
"""More than a socket or a pipe takes at once."""


def seen(run, kind):
    """Name and detail of each resource of a type; file descriptors are told as N."""
    return {(r.name, re.sub(r"\d+", "N", r.detail)) for r in run.resources if r.kind == kind}


def numbers(run):
    """The file descriptors in the details, by name."""
    return {r.name: int(r.detail.split()[-1]) for r in run.resources if r.detail}


def waited(run, task):
    """Kinds and names of the waits of a task, each once."""
    return {" ".join(line.split()[:3]) for line in told.waits(run, task)}


def test_tcp(clock):
    fds = {}

    async def main():
        async def serve(peer, out):
            fds["peer"] = fds["out"] = out.get_extra_info("socket").fileno()
            await peer.readexactly(4)
            out.write(MUCH)
            await out.drain()
            out.close()
            await out.wait_closed()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        fds["reader"] = writer.get_extra_info("socket").fileno()
        await asyncio.sleep(0.01)
        writer.write(b"ping")
        while await reader.read(65_536):
            pass
        writer.close()
        server.close()

    with record() as run:
        asyncio.run(main())
    assert seen(run, "stream") == {(name, "tcp fd N") for name in ("peer", "out", "reader")}
    assert {name: number for name, number in numbers(run).items() if name in fds} == fds
    (serving,) = [task for task in run.tasks if task.coroutine.endswith("serve")]
    assert [wait.kind for wait in serving.waits] == ["stream"] * len(serving.waits)
    (out,) = (r for r in run.resources if r.name == "out")
    assert out.waiters[0].task == serving.id


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="the system has no Unix sockets")
def test_a_unix_stream_and_async_for(watch, tmp_path):
    async def main():
        async def serve(_, out):
            out.write(b"a\nb\n")
            await asyncio.sleep(0.01)
            out.close()

        server = await asyncio.start_unix_server(serve, tmp_path / "socket")
        lines, writer = await asyncio.open_unix_connection(tmp_path / "socket")
        assert [line async for line in lines] == [b"a\n", b"b\n"]
        async for _ in lines:
            pass
        writer.close()
        server.close()

    run = watch(main)
    assert {detail for _, detail in seen(run, "stream")} == {"unix fd N"}


def test_sockets(watch):
    async def main():
        loop = asyncio.get_running_loop()
        left, right = socket.socketpair()
        left.setblocking(False)
        loop.call_later(0.01, right.send, b"x")
        assert await loop.sock_recv(left, 10) == b"x"
        left.close()
        right.close()

    run = watch(main)
    assert told.waits(run, "main") == ["socket of left 0-10 io"]
    assert seen(run, "socket") == {("left", "unix fd N" if hasattr(socket, "AF_UNIX") else "tcp fd N")}


def test_pipes(watch):
    async def main():
        loop = asyncio.get_running_loop()
        source, sink = os.pipe()
        pipe = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(pipe)
        transport, _ = await loop.connect_read_pipe(lambda: protocol, os.fdopen(source, "rb"))
        loop.call_later(0.01, os.write, sink, b"z\n")
        assert await pipe.readline() == b"z\n"
        transport.close()
        os.close(sink)
        return source

    run = watch(main)
    assert seen(run, "stream") == {("pipe", "pipe fd N")}
    assert told.waits(run, "main")[-1] == "stream of pipe 0-10 io"


def test_the_pipes_of_a_subprocess():
    echo = "import sys; sys.stdout.write(sys.stdin.read())"

    async def main():
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", echo, stdin=-1, stdout=-1)

        async def send():
            child.stdin.write(MUCH)
            await child.stdin.drain()
            child.stdin.close()

        sending = asyncio.create_task(send(), name="send")
        assert len(await child.stdout.read()) == len(MUCH)
        await sending
        await child.wait()
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", echo, stdin=-1, stdout=-1)
        await other.communicate(b"abc")

    with record() as run:
        asyncio.run(main())
    found = seen(run, "stream")
    assert {name for name, _ in found} == {"child.stdin", "child.stdout", None}
    assert {detail for _, detail in found if detail} <= {"pipe fd N", "unix fd N"}  # a socket pair is one kind of pipe
    assert [r.name for r in run.resources if r.kind == "gather"] == [None]  # communicate() has one inside


def without_certificate(protocol):
    """TLS that needs no certificate: good for nothing but a test."""
    context = ssl.SSLContext(protocol)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AECDH-AES128-SHA:@SECLEVEL=0")
    if protocol is ssl.PROTOCOL_TLS_CLIENT:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def test_tls_is_told_with_what_it_stands_on():
    async def main():
        async def serve(_, out):
            await asyncio.sleep(0.05)
            out.write(b"hello\n")
            out.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=without_certificate(ssl.PROTOCOL_TLS_SERVER))
        address = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(*address, ssl=without_certificate(ssl.PROTOCOL_TLS_CLIENT))
        assert await reader.readline() == b"hello\n"
        writer.close()
        server.close()

    with record() as run:
        asyncio.run(main())
    assert seen(run, "stream") == {("reader", "tls on tcp fd N")}


@pytest.mark.skipif(anyio is None, reason="anyio is not installed")
def test_anyio_is_named_by_the_line_of_the_user(clock):
    async def main():
        lock, bell = anyio.Lock(), anyio.Event()
        outbox, inbox = anyio.create_memory_object_stream(0)

        async def first():
            async with lock:
                await anyio.sleep(0.01)
            await outbox.send("x")

        async def second():
            async with lock:
                bell.set()
            await anyio.sleep(0.01)
            assert await inbox.receive() == "x"

        async with anyio.create_task_group() as group:
            group.start_soon(first, name="first")
            group.start_soon(second, name="second")
            await bell.wait()
        with outbox, inbox:
            pass

    with record() as run:
        virtual_time.run(main(), clock)
    assert told.waits(run, "first") == ["sleep 0-10 timer", "event of outbox 10-20 task second"]
    assert [wait.split(" ", 1)[1] for wait in told.waits(run, "second")] == ["of lock 0-10 task first", "10-20 timer"]
    assert told.waits(run, "main")[0] == "event of bell 0-10 task second"
    assert told.waits(run, "main")[-1].split()[1:3] == ["of", "group"]
