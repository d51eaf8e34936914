# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounting-Request packets (RFC 2866) for load; correctness is shown elsewhere with radclient."""
import hashlib
import struct
import time


def attribute(number, value):
    return bytes([number, len(value) + 2]) + value


def accounting_start(identifier, secret, session, reference, called, nas):
    attributes = b"".join([
        attribute(40, struct.pack(">I", 1)), attribute(44, session.encode()), attribute(32, nas.encode()),
        attribute(31, b"02-11-22-%02X-%02X-%02X" % (identifier, hash(session) & 255, (hash(session) >> 8) & 255)),
        attribute(30, called.encode()), attribute(61, struct.pack(">I", 19)), attribute(55, struct.pack(">I", int(time.time()))),
        attribute(25, reference.encode())])
    head = bytes([4, identifier]) + struct.pack(">H", 20 + len(attributes))
    authenticator = hashlib.md5(head + bytes(16) + attributes + secret).digest()
    return head + authenticator + attributes
