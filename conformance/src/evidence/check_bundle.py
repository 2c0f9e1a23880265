#!/usr/bin/env python3
"""Checks one evidence bundle by docs/evidence-bundle.md, with Python's standard library and the openssl command alone.

Usage: check_bundle.py BUNDLE --trust TRUST [--time MS] [--document FILE]
       check_bundle.py --serve
Exit codes: 0 valid, 1 invalid, 2 not understood, 3 indeterminate.

With --serve many bundles are checked: a line of standard input is a JSON list of what would have been typed for one, a line of
standard output is a JSON list of the exit code and the words.

Written from the document and from nothing else. Not judged here: OCSP answers and delta CRLs (where one is, what hangs on it is
indeterminate, because it may say "revoked"), the profile of J-LIS certificates, and signed documents themselves: PDF, XML or CMS that is
brought as DOCUMENT is indeterminate, unless its hash is what was signed. Section numbers in comments are those of the document.
"""

import argparse
import base64
import binascii
import contextlib
import datetime
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.parsers.expat

MIB = 1024 * 1024
HASH = re.compile(r"[0-9a-f]{64}")
DIGEST = re.compile(r"[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}")
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")
PART_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
KEY_NAME = re.compile(r"[^\s+]{1,255}")
KINDS = ("verification", "status-check", "consent", "latest-items", "timestamp")
TYPES = ("certificate", "crl", "ocsp", "timestamp")
LAST_TIME = 253402300799999


class Broken(Exception):
    """Something is not of the form that the document gives it."""


class Findings:
    """What was found, by question: the record or the signature."""

    def __init__(self):
        self.rows = []
        self.signed = False

    def add(self, status, question, text):
        self.rows.append((status, question, text))

    def invalid(self, question, text):
        self.add("invalid", question, text)

    def open(self, question, text):
        self.add("indeterminate", question, text)

    def verdict(self, *questions):
        told = [status for status, question, _ in self.rows if not questions or question in questions]
        if "invalid" in told:
            return "invalid"
        return "indeterminate" if "indeterminate" in told else "valid"


# ---------------------------------------------------------------- forms (1)


def require(condition, text):
    if not condition:
        raise Broken(text)


STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def require_modest(words, what):
    """At most 12 deep, and 200,000 values; of what stands in strings nothing counts."""
    depth = values = 0
    for character in STRING.sub("", words):
        values += character in ",[{"
        depth += (character in "[{") - (character in "]}")
        require(depth <= 12 and values <= 200000, f"{what}: nested too deep, or of too many values")


def no_number(spelled):
    raise ValueError(spelled)


def read_json(octets, what):
    # -0 is no whole number, whatever it is equal to.
    number = lambda spelled: float(spelled) if spelled == "-0" else int(spelled)
    try:
        words = octets.decode("utf-8")
        require_modest(words, what)
        return json.loads(words, parse_constant=no_number, parse_int=number)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Broken(f"{what} is not JSON in UTF-8") from None


def members(value, required, optional=(), what="object"):
    require(isinstance(value, dict), f"{what}: an object")
    require(all(name in value for name in required), f"{what}: a member is missing")
    require(all(name in required or name in optional for name in value), f"{what}: a member too many")
    return value


def items(value, most, what, least=0):
    require(isinstance(value, list) and least <= len(value) <= most, f"{what}: a list of {least} to {most}")
    return value


def text(value, most, what):
    require(isinstance(value, str) and len(value) <= most, f"{what}: a text")
    return value


def whole(value, what):
    require(isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53, f"{what}: a whole number")
    return value


def matching(pattern, value, what):
    require(isinstance(value, str) and pattern.fullmatch(value) is not None, f"{what}: not of its form")
    return value


def octets_of(value, what):
    require(isinstance(value, str), f"{what}: base64")
    try:
        octets = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Broken(f"{what}: base64") from None
    require(base64.b64encode(octets).decode() == value, f"{what}: base64")
    return octets


def sha256(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


# ---------------------------------------------------------------- the file (2, 3)


def read_objects(value, most, what):
    objects = []
    for at, one in enumerate(items(value, most, what)):
        members(one, ("type", "content"), (), f"{what}[{at}]")
        require(one["type"] in TYPES, f"{what}[{at}].type")
        objects.append((one["type"], octets_of(one["content"], f"{what}[{at}].content")))
    return objects


def read_step(value, at):
    what = f"proof[{at}]"
    members(value, ("leafIndex", "path", "checkpoint", "validation"), ("entry", "token", "cosignatures"), what)
    require(("entry" in value) == (at > 0), f"{what}.entry: in every step but the first")
    return {
        "entry": octets_of(value["entry"], f"{what}.entry") if at > 0 else None,
        "leafIndex": whole(value["leafIndex"], f"{what}.leafIndex"),
        "path": [bytes.fromhex(matching(HASH, one, f"{what}.path")) for one in items(value["path"], 53, f"{what}.path")],
        "checkpoint": text(value["checkpoint"], 65536, f"{what}.checkpoint").encode("utf-8", "replace"),
        "cosignatures": [read_line(text(one, 4096, what)) for one in items(value.get("cosignatures", []), 64, what)],
        "token": octets_of(value["token"], f"{what}.token") if "token" in value else None,
        "validation": read_objects(value["validation"], 64, f"{what}.validation"),
    }


def read_bundle(octets):
    require(len(octets) <= 64 * MIB, "the file is too large")
    value = members(read_json(octets, "the file"), ("format", "entry", "parts", "objects", "proof", "log"), (), "the file")
    require(value["format"] == "kazasu-evidence-bundle/1", "format")
    parts = {}
    require(isinstance(value["parts"], dict) and len(value["parts"]) <= 256, "parts")
    for name, part in value["parts"].items():
        matching(PART_NAME, name, "parts")
        members(part, ("salt", "content"), (), f"parts.{name}")
        salt = octets_of(part["salt"], f"parts.{name}.salt")
        require(len(salt) == 32, f"parts.{name}.salt: 32 octets")
        parts[name] = (salt, octets_of(part["content"], f"parts.{name}.content"))
    log = members(value["log"], ("origin", "publicKey"), (), "log")
    text(log["origin"], 255, "log.origin")
    require(len(octets_of(log["publicKey"], "log.publicKey")) == 32, "log.publicKey: 32 octets")
    return {
        "entry": octets_of(value["entry"], "entry"),
        "parts": parts,
        "objects": read_objects(value["objects"], 512, "objects"),
        "proof": [read_step(one, at) for at, one in enumerate(items(value["proof"], 64, "proof", 1))],
    }


def read_entry(octets):
    require(len(octets) <= 65536, "the entry is too long")
    value = read_json(octets, "the entry")
    members(value, ("format", "id", "kind", "at", "parts", "objects"), (), "the entry")
    require(value["format"] == "kazasu-evidence-entry/1", "the entry's format")
    matching(IDENTIFIER, value["id"], "the entry's id")
    require(value["kind"] in KINDS, "the entry's kind")
    require(whole(value["at"], "the entry's at") <= LAST_TIME, "the entry's at")
    require(isinstance(value["parts"], dict) and len(value["parts"]) <= 256, "the entry's parts")
    for name, commitment in value["parts"].items():
        matching(PART_NAME, name, "the entry's parts")
        matching(HASH, commitment, "the entry's parts")
    for one in items(value["objects"], 512, "the entry's objects"):
        matching(HASH, one, "the entry's objects")
    # The one spelling: written again in order, it is the same octets.
    again = {
        "format": value["format"],
        "id": value["id"],
        "kind": value["kind"],
        "at": value["at"],
        "parts": {name: value["parts"][name] for name in sorted(value["parts"])},
        "objects": sorted(set(value["objects"])),
    }
    require(json.dumps(again, separators=(",", ":")).encode() == octets, "the entry is spelled otherwise")
    return value


# ---------------------------------------------------------------- openssl


class Openssl:
    """
    The openssl command in a folder of its own. A file is called by the hash of what is in it, so that the same words always mean
    the same octets; and as every time is among the words, what was asked before has the answer of before.
    """

    def __init__(self, folder):
        self.folder = folder
        self.told = {}

    def write(self, octets):
        path = os.path.join(self.folder, sha256(octets).hex())
        if not os.path.exists(path):
            with open(path, "wb") as file:
                file.write(octets)
        return path

    def pem(self, label, all_der):
        blocks = []
        for der in all_der:
            lines = base64.encodebytes(der).decode()
            blocks.append(f"-----BEGIN {label}-----\n{lines}-----END {label}-----\n")
        return self.write("".join(blocks).encode())

    def run(self, *arguments):
        if arguments not in self.told:
            done = subprocess.run(["openssl", *arguments], capture_output=True, check=False)
            self.told[arguments] = done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")
        return self.told[arguments]


def public_key(openssl, certificate):
    status, told = openssl.run("x509", "-inform", "DER", "-in", openssl.write(certificate), "-noout", "-pubkey")
    return openssl.write(told.encode()) if status == 0 else None


def key_type(openssl, key):
    _, told = openssl.run("pkey", "-pubin", "-in", key, "-noout", "-text")
    return "rsa" if "Modulus" in told else "ec" if "ASN1 OID" in told else "other"


def verify_path(openssl, certificate, anchors, untrusted, crls, moment, purpose=None):
    """The status of a path at a time in milliseconds, and why: valid, invalid, or indeterminate where nothing current speaks (7)."""
    anchors, untrusted = authorities(anchors), authorities(untrusted)
    if not is_fit(certificate) or not anchors:
        return "invalid", "a certificate that breaks a rule"
    status, why = verify(openssl, certificate, anchors, untrusted, ["-attime", str(moment // 1000)], None, purpose)
    if status != "valid" or crls is None:
        return status, why
    look = lambda one: status_at(openssl, one, anchors, untrusted, crls, moment)
    return below_anchor(openssl, certificate, anchors, untrusted, look)


def verify(openssl, certificate, anchors, untrusted, times, crls, purpose=None):
    """One run of openssl verify; with lists, of these about the certificate alone."""
    arguments = ["verify", *times, "-no-CApath", "-no-CAstore", "-partial_chain", "-auth_level", "2"]
    arguments += ["-CAfile", openssl.pem("CERTIFICATE", anchors)]
    if untrusted:
        arguments += ["-untrusted", openssl.pem("CERTIFICATE", untrusted)]
    if crls is not None:
        arguments += ["-crl_check"]
        if crls:
            arguments += ["-CRLfile", openssl.pem("X509 CRL", crls)]
    if purpose:
        arguments += ["-purpose", purpose]
    status, told = openssl.run(*arguments, openssl.pem("CERTIFICATE", [certificate]))
    if status == 0:
        return "valid", ""
    errors = re.findall(r"error \d+ at \d+ depth lookup: (.*)", told)
    return "invalid", errors[0] if errors else "cannot be read"


def below_anchor(openssl, certificate, anchors, untrusted, look, seen=()):
    """What `look` says of a certificate, and of every authority between it and an anchor; of several ways up, the best."""
    status, why = look(certificate)
    if status != "valid" or issued(openssl, certificate, anchors):
        return status, why
    best = ("indeterminate", "no way up to an anchor")
    for issuer in untrusted:
        if issuer in (*seen, certificate) or len(seen) > 8 or not issued(openssl, certificate, [issuer]):
            continue
        found = below_anchor(openssl, issuer, anchors, untrusted, look, (*seen, certificate))
        if found[0] == "valid":
            return found
        best = found
    return best


def issued(openssl, certificate, issuers):
    return verify(openssl, certificate, issuers, [], ["-no_check_time"], None)[0] == "valid"


# ---------------------------------------------------------------- DER


def der_element(octets, at):
    """Tag, content and the place behind one DER element."""
    require(at + 2 <= len(octets), "DER")
    tag, length, start = octets[at], octets[at + 1], at + 2
    if length >= 0x80:
        count = length & 0x7F
        require(1 <= count <= 4 and start + count <= len(octets), "DER")
        length, start = int.from_bytes(octets[start : start + count], "big"), start + count
        require(length >= 0x80 and length.bit_length() > 8 * (count - 1), "DER")
    require(start + length <= len(octets), "DER")
    return tag, octets[start : start + length], start + length


def der_list(octets):
    found, at = [], 0
    while at < len(octets):
        tag, content, at = der_element(octets, at)
        found.append((tag, content))
    return found


SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TIMESTAMP_INFO = bytes.fromhex("2a864886f70d0109100104")


def only(octets, tag):
    """The content of octets that are one element and nothing else."""
    found = der_list(octets)
    require(len(found) == 1 and found[0][0] == tag, "one element")
    return found[0][1]


def tags(elements):
    return [tag for tag, _ in elements]


# ---------------------------------------------------------------- certificates and lists (7)

TOLERANCE = 10000
SIGNED_WITH = {bytes.fromhex("2a864886f70d01010" + last) for last in "abcd"} | {bytes.fromhex("2a8648ce3d04030" + last) for last in "234"}
RSA = (bytes.fromhex("2a864886f70d010101"), bytes.fromhex("2a864886f70d01010a"))
EC = bytes.fromhex("2a8648ce3d0201")
CURVES = [bytes.fromhex(one) for one in ("2a8648ce3d030107", "2b81040022", "2b81040023")]


def require_serial(content):
    require(1 <= len(content) <= 20 and content[0] < 0x80, "a serial number")
    require(content[0] != 0 or (len(content) > 1 and content[1] >= 0x80), "a serial number")


def extensions_of(elements, tag):
    """Values by identifier of the extensions in a context tag, each once."""
    found = {}
    for _, content in [one for one in elements if one[0] == tag]:
        for _, extension in der_list(only(content, 0x30)):
            fields = der_list(extension)
            require(fields[0][1] not in found, "an extension twice")
            found[fields[0][1]] = fields[-1][1]
    return found


def body_of(der):
    """What is signed of a certificate or a list, and the algorithm that it is signed with."""
    outer = der_list(only(der, 0x30))
    require(tags(outer) == [0x30, 0x30, 0x03], "something signed")
    return der_list(outer[0][1]), der_list(outer[1][1])[0][1]


def is_fit(der, authority=False):
    """The rules that openssl does not keep: names, serial number, kinds of keys; and that whoever issues is an authority."""
    try:
        body, _ = body_of(der)
        require_serial(body[1][1])
        key = der_list(der_list(body[6][1])[0][1])
        known = key[0][1] in RSA or (key[0][1] == EC and key[1] in [(0x06, one) for one in CURVES])
        extensions = extensions_of(body, 0xA3)
        constraints = der_list(only(extensions.get(BASIC_CONSTRAINTS, b"\x30\x00"), 0x30))
        return known and body[3][1] != b"" and body[5][1] != b"" and (not authority or constraints[:1] == [(0x01, b"\xff")])
    except (Broken, IndexError):
        return False


BASIC_CONSTRAINTS, CRL_NUMBER, DELTA = bytes.fromhex("551d13"), bytes.fromhex("551d14"), bytes.fromhex("551d1b")
POINT, REASON = bytes.fromhex("551d1c"), bytes.fromhex("551d15")


def authorities(certificates):
    return [one for one in certificates if is_fit(one, True)]


def time_of(element):
    tag, content = element
    form = {0x17: "%y%m%d%H%M%SZ", 0x18: "%Y%m%d%H%M%SZ"}[tag]
    moment = datetime.datetime.strptime(content.decode("ascii"), form).replace(tzinfo=datetime.timezone.utc)
    return int(moment.timestamp()) * 1000


def list_form(crl):
    """A list that is complete (no delta, of all reasons, of one issuer), numbered, ends, and is signed with what counts; else None."""
    try:
        body, algorithm = body_of(crl)
        extensions = extensions_of(body, 0xA0)
        if algorithm not in SIGNED_WITH or DELTA in extensions or CRL_NUMBER not in extensions:
            return None
        point = der_list(only(extensions.get(POINT, b"\x30\x00"), 0x30))
        if {0x83, 0x84} & set(tags(point)):
            return None
        series = (body[2][1], extensions.get(POINT), extensions[CRL_NUMBER])
        lines = [content for tag, content in body[5:6] if tag == 0x30]
        return {"made": time_of(body[3]), "end": time_of(body[4]), "series": series, "lines": lines}
    except (Broken, IndexError, KeyError, ValueError):
        return None


def words_of(openssl, certificate, anchors, untrusted, crls):
    """What each list that counts and is of this authority says of a certificate; and whether one is not judged here."""
    said, unjudged, seen = [], False, {}
    for crl in crls:
        form = list_form(crl)
        if form is None:
            unjudged = True
            continue
        unjudged |= seen.setdefault(form["series"], crl) != crl
        status, why = verify(openssl, certificate, anchors, untrusted, ["-no_check_time"], [crl])
        if status == "valid":
            said.append((form, None, False))
        elif "revoked" in why:
            said += [(form, *line) for line in lines_about(certificate, form)] or [(form, 0, False)]
    return said, unjudged


def lines_about(certificate, form):
    """Since when a list has a certificate, and whether that is a hold."""
    serial, found = body_of(certificate)[0][1], []
    for _, line in der_list(b"".join(form["lines"])):
        fields = der_list(line)
        if fields[0] == serial:
            reason = extensions_of([(0x30, line_extensions(fields))], 0x30).get(REASON)
            found.append((time_of(fields[1]), reason == b"\x0a\x01\x06"))
    return found


def line_extensions(fields):
    """As `extensions_of` wants them: a SEQUENCE, empty where a line has none."""
    inner = fields[2][1] if len(fields) > 2 else b""
    size = len(inner)
    length = bytes([size]) if size < 0x80 else bytes([0x82]) + size.to_bytes(2, "big") if size > 0xFF else bytes([0x81, size])
    return b"\x30" + length + inner


def status_at(openssl, certificate, anchors, untrusted, crls, moment):
    """Of all lists: one that says revoked counts, however old; a hold while it is current; and good only what is current."""
    said, unjudged = words_of(openssl, certificate, anchors, untrusted, crls)
    said = [one for one in said if one[0]["made"] <= moment + TOLERANCE]
    current = [one for one in said if moment < one[0]["end"]]
    good = any(since is None for _, since, _ in current)
    if any(since is not None and not hold for _, since, hold in said):
        return "invalid", "revoked"
    if any(hold for _, _, hold in current):
        return ("indeterminate", "a suspension that may have been lifted") if good else ("invalid", "suspended")
    if unjudged:
        return "indeterminate", "a list that is not judged here, or two of one number"
    return ("valid", "") if good else ("indeterminate", "no current list says anything")


# ---------------------------------------------------------------- parts and objects (4, 5)


def require_type(openssl, kind, octets):
    """The elements that tell the types apart, and what openssl can read of them."""
    outer = der_list(only(octets, 0x30))
    if kind == "timestamp":
        require(tags(outer) == [0x06, 0xA0] and outer[0][1] == SIGNED_DATA, "a SignedData")
        signed = der_list(only(outer[1][1], 0x30))
        require(tags(signed)[:3] == [0x02, 0x31, 0x30], "a SignedData")
        content = der_list(signed[2][1])
        require(content and content[0] == (0x06, TIMESTAMP_INFO), "a TSTInfo")
        return
    if kind == "ocsp":
        require(tags(outer) in ([0x0A], [0x0A, 0xA0]), "an OCSPResponse")
        arguments = ["ocsp", "-noverify", "-resp_text", "-respin", openssl.write(octets)]
    else:
        require(tags(outer) == [0x30, 0x30, 0x03], "something signed")
        inside = tags(der_list(outer[0][1]))
        if kind == "certificate":
            require(inside[:7] == [0xA0, 0x02, 0x30, 0x30, 0x30, 0x30, 0x30], "a certificate")
            require_serial(der_list(outer[0][1])[1][1])
        else:
            require(inside[:3] == [0x02, 0x30, 0x30] and inside[3:4] in ([0x17], [0x18]), "a list")
        arguments = ["x509" if kind == "certificate" else "crl", "-inform", "DER", "-noout", "-in", openssl.write(octets)]
    require(openssl.run(*arguments)[0] == 0, "cannot be read")


def check_types(openssl, objects, findings):
    for kind, octets in objects:
        try:
            require_type(openssl, kind, octets)
        except Broken:
            findings.invalid("record", f"something that is called {kind} is none")


OCSP_PART = re.compile("ocsp-[0-9]+")


def check_parts(openssl, entry, bundle, findings):
    opened = {}
    for name, commitment in entry["parts"].items():
        if name not in bundle["parts"]:
            findings.add("erased", "record", f"the part {name} is not here")
            continue
        salt, content = bundle["parts"][name]
        if sha256(salt, content).hex() == commitment:
            opened[name] = content
        else:
            findings.invalid("record", f"the part {name} does not open its commitment")
    for name in bundle["parts"]:
        if name not in entry["parts"]:
            findings.invalid("record", f"the part {name} is not named by the entry")
    given = {sha256(content).hex() for _, content in bundle["objects"]}
    if given - set(entry["objects"]):
        findings.invalid("record", "an object that the entry does not name")
    elif set(entry["objects"]) - given:
        findings.open("record", "an object that the entry names is missing")
    answers = [("ocsp", content) for name, content in opened.items() if OCSP_PART.fullmatch(name)]
    check_types(openssl, bundle["objects"] + answers, findings)
    return opened


# ---------------------------------------------------------------- the content (6, 7)


def read_request(octets):
    value = read_json(octets, "request")
    required = ("format", "method", "purpose", "revocation", "digests")
    members(value, required, ("document", "reference"), "request")
    require(value["format"] == "kazasu-evidence-request/1", "request.format")
    require(value["method"] in ("values", "cms", "xades", "pades"), "request.method")
    require(value["revocation"] in ("crl", "ocsp"), "request.revocation")
    text(value["purpose"], 4096, "request.purpose")
    for one in items(value["digests"], 64, "request.digests", 1):
        matching(DIGEST, one, "request.digests")
    if "document" in value:
        require(value["method"] != "values", "request.document: with values no file is handed in")
        members(value["document"], ("sha256",), (), "request.document")
        matching(HASH, value["document"]["sha256"], "request.document")
    if "reference" in value:
        text(value["reference"], 4096, "request.reference")
    return value


ALGORITHM = re.compile(r"(rsa|rsa-pss|ecdsa)-(sha256|sha384|sha512)")


def read_signatures(octets):
    value = members(read_json(octets, "signature"), ("format", "signatures"), (), "signature")
    require(value["format"] == "kazasu-evidence-signature/1", "signature.format")
    read = []
    for one in items(value["signatures"], 64, "signatures", 1):
        members(one, ("certificate", "value", "signed"), ("timestamps",), "signatures")
        stamps = []
        for stamp in items(one.get("timestamps", []), 16, "timestamps"):
            members(stamp, ("token",), ("over",), "timestamps")
            over = octets_of(stamp["over"], "over") if "over" in stamp else None
            stamps.append((octets_of(stamp["token"], "token"), over))
        signed = one["signed"]
        require(isinstance(signed, dict), "signed")
        form = signed.get("form")
        if form in ("digest-info", "bare-hash"):
            members(signed, ("form", "digest"), (), "signed")
            over = bytes.fromhex(matching(HASH, signed["digest"], "signed.digest"))
        else:
            require(form in ("signed-attributes", "signed-info"), "signed.form")
            members(signed, ("form", "octets", "algorithm"), (), "signed")
            matching(ALGORITHM, signed["algorithm"], "signed.algorithm")
            over = octets_of(signed["octets"], "signed.octets")
        read.append(
            {
                "certificate": octets_of(one["certificate"], "certificate"),
                "value": octets_of(one["value"], "value"),
                "form": form,
                "over": over,
                "algorithm": signed.get("algorithm"),
                "timestamps": stamps,
            }
        )
    return read


def read_report(octets):
    value = read_json(octets, "report")
    require(isinstance(value, dict) and value.get("verdict") in ("valid", "invalid", "indeterminate"), "report.verdict")
    whole(value.get("time"), "report.time")
    return value


MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")


def in_order(octets):
    """Whether the elements of a SET OF ascend (X.690 11.6); none of them begins with another."""
    encoded, at = [], 0
    while at < len(octets):
        end = der_element(octets, at)[2]
        encoded.append(octets[at:end])
        at = end
    return encoded == sorted(encoded)


def message_digest(octets):
    """The one message-digest of a DER SET OF Attribute."""
    content = only(octets, 0x31)
    require(in_order(content), "signed attributes in order")
    found = []
    for tag, attribute in der_list(content):
        fields = der_list(attribute)
        require(tag == 0x30 and tags(fields) == [0x06, 0x31], "attribute")
        values = der_list(fields[1][1])
        require(len(values) > 0 and in_order(fields[1][1]), "values of an attribute")
        if fields[0][1] == MESSAGE_DIGEST:
            require(tags(values) == [0x04], "message-digest")
            found.append(values[0][1])
    require(len(found) == 1, "exactly one message-digest")
    return found[0]


DSIG = "http://www.w3.org/2000/09/xmldsig#"
ESCAPES = (("&", "&amp;"), ("<", "&lt;"))
IN_TEXT = (*ESCAPES, (">", "&gt;"), ("\r", "&#xD;"))
IN_VALUES = (*ESCAPES, ('"', "&quot;"), ("\t", "&#x9;"), ("\n", "&#xA;"), ("\r", "&#xD;"))


def escaped(words, escapes):
    for character, entity in escapes:
        words = words.replace(character, entity)
    return words


def require_signed_info(octets):
    """One SignedInfo in canonical form: written again as that, it is the same octets."""
    written, names, scopes = [], [], [{}]
    parser = xml.parsers.expat.ParserCreate("utf-8")
    parser.ordered_attributes, parser.buffer_text = True, True

    def start(name, attributes):
        pairs = list(zip(attributes[::2], attributes[1::2]))
        declared = [key for key, _ in pairs if key == "xmlns" or key.startswith("xmlns:")]
        scopes.append({**scopes[-1], **{key: value for key, value in pairs if key in declared}})
        require(all(scopes[-2].get(key, "") != scopes[-1][key] for key in declared), "SignedInfo: a namespace in force already")
        plain = [key for key, _ in pairs if ":" not in key and key != "xmlns"]
        require([key for key, _ in pairs][: len(declared)] == sorted(declared) and plain == sorted(plain), "SignedInfo: attributes")
        written.append(f"<{name}" + "".join(f' {key}="{escaped(value, IN_VALUES)}"' for key, value in pairs) + ">")

    parser.StartElementHandler = start
    def end(name):
        scopes.pop()
        written.append(f"</{name}>")

    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda words: written.append(escaped(words, IN_TEXT))
    again = xml.parsers.expat.ParserCreate("utf-8", " ")
    depth = []

    def name_of(name, _):
        if len(depth) < 2:
            names.append(name)
        depth.append(name)

    again.StartElementHandler = name_of
    again.EndElementHandler = lambda _: depth.pop()
    again.CharacterDataHandler = lambda words: require(len(depth) != 1 or not words.strip(), "SignedInfo: text")
    try:
        parser.Parse(octets, True)
        again.Parse(octets, True)
    except xml.parsers.expat.ExpatError:
        raise Broken("no SignedInfo") from None
    require("".join(written).encode() == octets, "no SignedInfo in canonical form")
    wanted = [f"{DSIG} {name}" for name in ("SignedInfo", "CanonicalizationMethod", "SignatureMethod", "Reference")]
    require(names[:4] == wanted and set(names[4:]) <= {wanted[3]}, "no SignedInfo")


def check_digest(signature, wanted, findings, at):
    try:
        form, over = signature["form"], signature["over"]
        digest = over if form in ("digest-info", "bare-hash") else sha256(over)
        if form == "signed-attributes":
            digest = message_digest(over)
        if form == "signed-info":
            require_signed_info(over)
        require(wanted is not None and digest.hex() == wanted, "over another digest")
    except Broken as problem:
        findings.invalid("signature", f"signature {at}: {problem}")


def check_value(openssl, signature, findings, at):
    key = public_key(openssl, signature["certificate"])
    try:
        require_type(openssl, "certificate", signature["certificate"])
    except (Broken, IndexError):
        key = None
    if key is None:
        findings.invalid("signature", f"signature {at}: the certificate cannot be read")
        return
    kind = key_type(openssl, key)
    value, over = openssl.write(signature["value"]), openssl.write(signature["over"])
    if signature["form"] in ("digest-info", "bare-hash"):
        fits, arguments = kind == "rsa", ["pkeyutl", "-verify", "-pubin", "-inkey", key, "-in", over, "-sigfile", value]
        arguments += ["-pkeyopt", "rsa_padding_mode:pkcs1"]
        if signature["form"] == "digest-info":
            arguments += ["-pkeyopt", "digest:sha256"]
    else:
        family, hash_name = ALGORITHM.fullmatch(signature["algorithm"]).groups()
        fits = kind == ("ec" if family == "ecdsa" else "rsa")
        arguments = ["dgst", f"-{hash_name}", "-verify", key, "-signature", value]
        if family == "rsa-pss":
            length = int(hash_name[3:]) // 8
            arguments += ["-sigopt", "rsa_padding_mode:pss", "-sigopt", f"rsa_pss_saltlen:{length}"]
        arguments += [over]
    if not fits:
        findings.open("signature", f"signature {at}: a key that this form is not for")
    elif openssl.run(*arguments)[0] != 0:
        findings.invalid("signature", f"signature {at}: not by this key")


def of_type(objects, wanted):
    return [content for kind, content in objects if kind == wanted]


def check_certificate(openssl, signature, entry, bundle, trust, findings, at):
    if not trust["anchors"]:
        findings.open("signature", "no authority of signers to believe")
        return
    untrusted = of_type(bundle["objects"], "certificate")
    crls = of_type(bundle["objects"], "crl")
    status, why = verify_path(openssl, signature["certificate"], trust["anchors"], untrusted, crls, entry["at"])
    if status != "valid":
        findings.add(status, "signature", f"signature {at}: the certificate as of then: {why}")


def covered_octets(signature, over):
    """What a token must be over (7); None for octets that do not hold this signature value."""
    if over is None:
        return signature["value"]
    if signature["form"] != "signed-info":
        return None
    held = re.sub(rb"[\t\n\r ]", b"", over[:16384])
    return over if b">" + base64.b64encode(signature["value"]) + b"<" in held else None


def proven_time(openssl, signature, entry, bundle, trust):
    """The earliest genTime of the valid tokens over a signature, or None."""
    times = []
    for token, over in signature["timestamps"]:
        covered, told = covered_octets(signature, over), gen_time(openssl, token)
        if covered is None or told is None or told[0] > entry["at"] + TOLERANCE or not trust["timestampAnchors"]:
            continue
        step = {"token": token, "checkpoint": covered, "validation": bundle["objects"]}
        if judge_token(openssl, step, trust, entry["at"])[0] == "valid":
            times.append(told[0])
    return min([*times, entry["at"]]) if times else None


def dates_of(openssl, kind, der, *names):
    """Dates of a certificate or a CRL in milliseconds."""
    _, told = openssl.run(kind, "-inform", "DER", "-in", openssl.write(der), "-noout", *[f"-{name}" for name in names])
    found = re.findall(r"=(\w{3} +\d+ [\d:]{8} \d{4}) GMT", told)
    return [moment_of(one) for one in found]


def moment_of(words):
    return int(datetime.datetime.strptime(f"{words} +0000", "%b %d %H:%M:%S %Y %z").timestamp()) * 1000


def check_stamped(openssl, signature, entry, bundle, trust, findings, at):
    """The certificate of a signature in a document, for the time that a token proves (7). OCSP answers are not read here."""
    certificate, untrusted = signature["certificate"], of_type(bundle["objects"], "certificate")
    proven = proven_time(openssl, signature, entry, bundle, trust)
    moment = entry["at"] if proven is None else proven
    status, why = verify_path(openssl, certificate, trust["anchors"], untrusted, None, moment)
    dates = dates_of(openssl, "x509", certificate, "startdate", "enddate")
    if proven is not None and len(dates) == 2 and proven < dates[0]:
        findings.invalid("signature", f"signature {at}: older than its certificate")
    elif status != "valid":
        findings.open("signature", f"signature {at}: the certificate at the proven time: {why}")
    if not is_fit(certificate):
        return
    anchors, untrusted = authorities(trust["anchors"]), authorities(untrusted)
    look = lambda one: status_since(openssl, one, anchors, untrusted, of_type(bundle["objects"], "crl"), (moment, entry["at"]))
    status, why = below_anchor(openssl, certificate, anchors, untrusted, look)
    if status != "valid":
        findings.open("signature", f"signature {at}: {why}")


def status_since(openssl, certificate, anchors, untrusted, crls, times):
    """What all lists together say of one certificate since a moment and until the time of the record (7)."""
    moment, at = times
    dates = dates_of(openssl, "x509", certificate, "startdate", "enddate")
    said, unjudged = words_of(openssl, certificate, anchors, untrusted, crls)
    told = []
    for form, since, hold in said:
        speaks = form["made"] <= at + TOLERANCE and (form["made"] > moment + TOLERANCE or moment < form["end"])
        stands = since is not None and not hold and form["made"] <= at + TOLERANCE
        if stands or (speaks and (since is not None or (len(dates) == 2 and form["made"] <= dates[1] + 999))):
            told.append(since)
    if unjudged or not told or any(since is not None and since <= moment for since in told):
        return "indeterminate", "revoked, or nothing that is judged here says that it was not"
    return "valid", ""


def check_answers(entry, bundle, findings):
    if of_type(bundle["objects"], "ocsp") or any(OCSP_PART.fullmatch(name) for name in entry["parts"]):
        findings.open("signature", "an OCSP answer, which is not judged here, may say that a certificate was revoked")


def read_part(opened, name, read, findings):
    if name not in opened:
        return None
    try:
        return read(opened[name])
    except Broken as problem:
        findings.invalid("signature", str(problem))
        return "broken"


def check_document(request, signatures, document, findings):
    """By hashes that the signatures sign; a PDF, XML or CMS would have to be judged itself, which is not done here."""
    if document is None:
        return
    if not isinstance(request, dict):
        findings.open("document", "nothing says which document it was")
        return
    found = sha256(document).hex()
    signed = request["method"] in ("values", "cms") and found in request["digests"]
    if not signed and request.get("document", {}).get("sha256") != found:
        findings.invalid("document", "another document")
    elif not signed or not isinstance(signatures, list):
        findings.open("document", "handed in, but not proven here to be what was signed")


def check_content(openssl, entry, bundle, opened, trust, document, findings):
    if entry["kind"] != "verification":
        check_document(None, None, document, findings)
        if "signature" in entry["parts"]:
            findings.invalid("content", f"a signature in a record of kind {entry['kind']}, where nothing judges it")
        return
    findings.signed = True
    request = read_part(opened, "request", read_request, findings)
    signatures = read_part(opened, "signature", read_signatures, findings)
    report = read_part(opened, "report", read_report, findings)
    check_document(request, signatures, document, findings)
    for name in sorted({"request", "signature", "report", *entry["parts"]}):
        if name not in opened:
            findings.open("signature", f"the part {name} is not here as it was committed to")
    if not isinstance(request, dict) or not isinstance(signatures, list):
        return
    judged = Findings()
    if len(signatures) != len(request["digests"]):
        judged.invalid("signature", "as many signatures as digests")
    check_answers(entry, bundle, judged)
    for at, signature in enumerate(signatures):
        wanted = request["digests"][at] if at < len(request["digests"]) else None
        check_digest(signature, wanted, judged, at)
        check_value(openssl, signature, judged, at)
        judge = check_certificate if request["method"] == "values" or not trust["anchors"] else check_stamped
        judge(openssl, signature, entry, bundle, trust, judged, at)
    findings.rows += judged.rows
    if isinstance(report, dict):
        compare_report(report, judged.verdict(), entry, findings)


def compare_report(report, found, entry, findings):
    if abs(entry["at"] - report["time"]) > 600000:
        findings.invalid("signature", "the report is of another time")
    elif report["verdict"] == found:
        return
    elif found == "indeterminate" or found == "valid":
        findings.open("signature", f"recorded as {report['verdict']}, found {found}")
    else:
        findings.invalid("signature", f"recorded as {report['verdict']}, found {found}")


# ---------------------------------------------------------------- the proof (8)

SIGNATURE_LINE = re.compile("\u2014 (\\S+) (\\S+)")


def read_line(line):
    """Name, key id and signature of a signature line."""
    match = SIGNATURE_LINE.fullmatch(line)
    require(match is not None, "a signature line")
    matching(KEY_NAME, match.group(1), "the name of a key")
    blob = octets_of(match.group(2), "a signature")
    require(len(blob) > 4, "a signature")
    return match.group(1), blob[:4], blob[4:]


def read_checkpoint(octets):
    require(len(octets) <= 65536, "the checkpoint is too long")
    try:
        note = octets.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken("the checkpoint is not UTF-8") from None
    require(not re.search("[\x00-\x09\x0b-\x1f]", note), "a control character in the checkpoint")
    cut = note.rfind("\n\n")
    require(cut >= 0 and note.endswith("\n"), "not a signed note")
    body = note[: cut + 1]
    lines = body[:-1].split("\n")
    require(len(lines) == 3, "a checkpoint has three lines")
    origin, size, root = lines
    matching(KEY_NAME, origin, "the origin")
    require(re.fullmatch("0|[1-9][0-9]{0,15}", size) is not None and int(size) < 2**53, "the size")
    signatures = []
    for line in items(note[cut + 2 : -1].split("\n"), 64, "signature lines"):
        signatures.append(read_line(line))
    root_octets = octets_of(root, "the root")
    require(len(root_octets) == 32, "the root")
    return {"origin": origin, "size": int(size), "root": root_octets, "text": body.encode(), "signatures": signatures}


ED25519_HEAD = bytes.fromhex("302a300506032b6570032100")


def verify_ed25519(openssl, key, message, signature):
    if len(signature) != 64:
        return False
    pem = openssl.pem("PUBLIC KEY", [ED25519_HEAD + key])
    arguments = ["pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", openssl.write(message)]
    return openssl.run(*arguments, "-sigfile", openssl.write(signature))[0] == 0


def lines_of(checkpoint, name, key, algorithm):
    key_id = sha256(name.encode() + b"\n" + bytes([algorithm]) + key)[:4]
    return [blob for line, line_id, blob in checkpoint["signatures"] if line == name and line_id == key_id]


def check_signature(openssl, checkpoint, trust, findings, at):
    if not trust["logs"]:
        findings.open("record", "no key of a log to believe")
        return
    keys = [key for origin, key in trust["logs"] if origin == checkpoint["origin"]]
    for key in keys:
        lines = lines_of(checkpoint, checkpoint["origin"], key, 1)
        if lines and all(verify_ed25519(openssl, key, checkpoint["text"], one) for one in lines):
            return
    findings.invalid("record", f"step {at}: the checkpoint is not signed by the log")


def check_witnesses(openssl, checkpoint, cosignatures, trust, findings, at):
    cosigned = {"signatures": checkpoint["signatures"] + cosignatures}
    if trust["witnesses"] and not any(lines_of(cosigned, name, key, 4) for name, key in trust["witnesses"]):
        findings.open("record", f"step {at}: none of the witnesses signed the checkpoint")
    for name, key in trust["witnesses"]:
        for blob in lines_of(cosigned, name, key, 4):
            seconds = int.from_bytes(blob[:8], "big")
            message = b"cosignature/v1\ntime %d\n" % seconds + checkpoint["text"]
            if not verify_ed25519(openssl, key, message, blob[8:]):
                findings.invalid("record", f"step {at}: a witness's line does not hold")


def root_by_path(leaf, index, size, path):
    if index >= size:
        return None
    fn, sn, root = index, size - 1, leaf
    for one in path:
        if sn == 0:
            return None
        if fn % 2 == 1 or fn == sn:
            root = sha256(b"\x01", one, root)
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn // 2, sn // 2
        else:
            root = sha256(b"\x01", root, one)
        fn, sn = fn // 2, sn // 2
    return root if sn == 0 else None


def gen_time(openssl, token):
    """genTime and accuracy of a token in milliseconds, as openssl reads them; None for what it cannot read."""
    status, told = openssl.run("ts", "-reply", "-token_in", "-in", openssl.write(token), "-text")
    match = re.search(r"^Time stamp: (\w{3} +\d+ \d\d:\d\d:\d\d)(?:\.(\d+))? (\d{4}) GMT$", told, re.MULTILINE)
    if status != 0 or match is None:
        return None
    moment = datetime.datetime.strptime(f"{match.group(1)} {match.group(3)} +0000", "%b %d %H:%M:%S %Y %z")
    fraction = int(((match.group(2) or "") + "000")[:3])
    accuracy = re.search(r"^Accuracy: (\S+) seconds, (\S+) millis", told, re.MULTILINE)
    number = lambda value: int(value, 16) if value.startswith("0x") else 0
    margin = number(accuracy.group(1)) * 1000 + number(accuracy.group(2)) if accuracy else 0
    return int(moment.timestamp()) * 1000 + fraction, margin


def token_certificates(openssl, token):
    _, told = openssl.run("pkcs7", "-inform", "DER", "-in", openssl.write(token), "-print_certs")
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----\n(.*?)-----END CERTIFICATE-----", told, re.DOTALL)
    return [base64.b64decode(block) for block in blocks]


def token_crls(openssl, token):
    _, told = openssl.run("pkcs7", "-inform", "DER", "-in", openssl.write(token), "-print_certs")
    blocks = re.findall(r"-----BEGIN X509 CRL-----\n(.*?)-----END X509 CRL-----", told, re.DOTALL)
    return [base64.b64decode(block) for block in blocks]


def judge_token(openssl, step, trust, at_time):
    """valid, invalid or indeterminate, and why; the path at a time in milliseconds, with revocation (8.1)."""
    try:
        hash_known, unread = read_token(step["token"])
    except (Broken, IndexError) as problem:
        return "invalid", str(problem)
    if not hash_known:
        return "indeterminate", "an imprint by a hash that does not count"
    if unread or of_type(step["validation"], "ocsp"):
        return "indeterminate", "something that is not judged here may say that the unit was revoked"
    certificates = of_type(step["validation"], "certificate") + token_certificates(openssl, step["token"])
    seconds = str(at_time // 1000)
    arguments = ["ts", "-verify", "-token_in", "-in", openssl.write(step["token"])]
    arguments += ["-data", openssl.write(step["checkpoint"]), "-attime", seconds]
    arguments += ["-CAfile", openssl.pem("CERTIFICATE", trust["timestampAnchors"])]
    if certificates:
        arguments += ["-untrusted", openssl.pem("CERTIFICATE", certificates)]
    status, told = openssl.run(*arguments)
    if status != 0:
        path = "certificate verify error" in told
        return ("indeterminate", "its path") if path else ("invalid", "its imprint or signature")
    crls = of_type(step["validation"], "crl") + token_crls(openssl, step["token"])
    return judge_unit(openssl, step, trust, at_time, crls)


def read_token(token):
    """Whether the imprint is by a hash that counts; and whether the token holds more than certificates and lists to judge it by."""
    signed = der_list(only(der_list(only(token, 0x30))[1][1], 0x30))
    content = only(only(der_list(signed[2][1])[1][1], 0x04), 0x30)
    imprint = der_list(der_list(content)[2][1])
    beside = [tag for tag, inner in signed[3:-1] if tag == 0xA1 for tag, _ in der_list(inner)]
    unsigned = [tag for _, signer in der_list(signed[-1][1]) for tag, _ in der_list(signer) if tag == 0xA1]
    return der_list(imprint[0][1])[0][1] in HASHES, unsigned != [] or any(tag != 0x30 for tag in beside)


def judge_unit(openssl, step, trust, at_time, crls):
    """The one unit that signed: any other certificate in the token or beside it says nothing."""
    certificates = of_type(step["validation"], "certificate") + token_certificates(openssl, step["token"])
    try:
        unit = unit_among(certificates, step["token"])
    except (Broken, IndexError, ValueError) as problem:
        return "invalid", str(problem)
    if unit is None:
        return "indeterminate", "no certificate of the unit"
    anchors = trust["timestampAnchors"]
    status, why = verify_path(openssl, unit, anchors, certificates, crls, at_time, "timestampsign")
    return ("valid", "") if status == "valid" else ("indeterminate", why)


SIGNING_CERTIFICATE = bytes.fromhex("2a864886f70d010910020c")
SIGNING_CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
HASHES = {bytes.fromhex("6086480165030402" + last): name for last, name in (("01", "sha256"), ("02", "sha384"), ("03", "sha512"))}


def unit_among(certificates, token):
    """The certificate that the one signer names by signing-certificate(-v2) (8.1); None where it is not here."""
    signed = der_list(only(der_list(only(token, 0x30))[1][1], 0x30))
    signers = der_list(signed[-1][1])
    require(signed[-1][0] == 0x31 and len(signers) == 1, "one signer of the token")
    attributes = [content for tag, content in der_list(signers[0][1]) if tag == 0xA0]
    require(len(attributes) == 1, "signed attributes of the token")
    named = []
    for _, attribute in der_list(attributes[0]):
        (_, kind), (_, values) = der_list(attribute)
        if kind in (SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2):
            first = der_list(der_list(der_list(only(values, 0x30))[0][1])[0][1])
            named.append(name_of(first, "sha1" if kind == SIGNING_CERTIFICATE else "sha256"))
    require(len(named) > 0, "the token names no certificate of its signer")
    fits = lambda one: all(hashlib.new(name, one).digest() == digest for name, digest in named)
    return next((one for one in certificates if fits(one)), None)


def name_of(identifier, default):
    """Algorithm and hash of an ESSCertID or ESSCertIDv2."""
    tag, content = identifier[0]
    if tag == 0x04:
        return default, content
    algorithm = HASHES.get(der_list(content)[0][1])
    require(algorithm is not None and identifier[1][0] == 0x04, "the hash that names the signer of the token")
    return algorithm, identifier[1][1]


def check_steps(openssl, entry, bundle, trust, now, findings):
    proof = bundle["proof"]
    for step in proof:
        check_types(openssl, step["validation"], findings)
    heads = []
    for at, step in enumerate(proof):
        try:
            head = read_checkpoint(step["checkpoint"])
        except Broken as problem:
            findings.invalid("record", f"step {at}: {problem}")
            head = None
        heads.append(head)
        if head is None:
            continue
        leaf = sha256(b"\x00", step["entry"] if at > 0 else bundle["entry"])
        if root_by_path(leaf, step["leafIndex"], head["size"], step["path"]) != head["root"]:
            findings.invalid("record", f"step {at}: the path does not lead to the root")
        check_signature(openssl, head, trust, findings, at)
        check_witnesses(openssl, head, step["cosignatures"], trust, findings, at)
    times = [gen_time(openssl, step["token"]) if step["token"] is not None else None for step in proof]
    good = [check_token(openssl, step, at, times, trust, now, findings) for at, step in enumerate(proof)]
    check_first(entry, times[0], good[0], findings)
    for at in range(1, len(proof)):
        check_renewal(proof, heads, times, good, at, findings)
    if good[-1]:
        status, why = judge_unit(openssl, proof[-1], trust, now, None)
        if status != "valid":
            findings.open("record", f"the last time-stamp has aged: {why}")


def check_token(openssl, step, at, times, trust, now, findings):
    if step["token"] is None or not trust["timestampAnchors"]:
        findings.open("record", f"step {at}: no time-stamp, or nobody to believe for it")
        return False
    if times[at] is None:
        findings.invalid("record", f"step {at}: the token cannot be read")
        return False
    following = times[at + 1] if at + 1 < len(times) else None
    judged_for = min((following or times[at])[0], now)
    status, why = judge_token(openssl, step, trust, judged_for)
    if status == "valid" and times[at][0] > judged_for + TOLERANCE:
        status, why = "indeterminate", "a time that has not come"
    if status != "valid":
        findings.add(status, "record", f"step {at}: the time-stamp: {why}")
    return status == "valid"


def check_first(entry, told, good, findings):
    if told is None:
        findings.open("record", "nothing proves the time")
        return
    moment, accuracy = told
    if moment + 60000 + accuracy < entry["at"]:
        findings.invalid("record", "the time-stamp is older than the record")
    elif moment - entry["at"] > 86400000 or not good:
        findings.open("record", "the time is not proven")


def check_renewal(proof, heads, times, good, at, findings):
    before, step = proof[at - 1], proof[at]
    try:
        entry = read_entry(step["entry"])
        require(entry["kind"] == "timestamp", "not an entry about a time-stamp")
        named = [before["token"]] if before["token"] is not None else []
        material = sorted({sha256(content) for _, content in before["validation"]})
        named += [content for _, content in before["validation"]]
        require(all(sha256(one).hex() in entry["objects"] for one in named), "does not name what it renews")
        require(entry["parts"] == {"validation": sha256(*material).hex()}, "names more, or other things, to judge it by")
        require(heads[at - 1] is None or step["leafIndex"] >= heads[at - 1]["size"], "stands before the head")
        if times[at] is not None and times[at - 1] is not None:
            require(times[at][0] >= times[at - 1][0], "older than the one before")
    except Broken as problem:
        findings.invalid("record", f"step {at}: {problem}")
        return
    if not (good[at] and good[at - 1]):
        findings.open("record", f"step {at}: a time-stamp is missing or not valid")


# ---------------------------------------------------------------- trust (9)


def read_trust(octets):
    require(len(octets) <= 4 * MIB, "the trust file is too large")
    optional = ("anchors", "timestampAnchors", "logs", "witnesses", "profile")
    value = members(read_json(octets, "trust"), ("format",), optional, "trust")
    require(value["format"] == "kazasu-evidence-trust/1", "trust.format")
    require(value.get("profile", "signature") in ("signature", "none"), "trust.profile")

    def certificates(name):
        read = []
        for one in items(value.get(name, []), 256, name):
            text(one, 100000, name)
            lines = one.split("-----")
            read.append(base64.b64decode(lines[2]) if one.startswith("-----") else octets_of(one, name))
        return read

    def keys(name, called):
        read = []
        for one in items(value.get(name, []), 256, name):
            members(one, (called, "publicKey"), (), name)
            key = octets_of(one["publicKey"], name)
            require(len(key) == 32, f"{name}: 32 octets")
            read.append((text(one[called], 255, name), key))
        return read

    return {
        "anchors": certificates("anchors"),
        "timestampAnchors": certificates("timestampAnchors"),
        "logs": keys("logs", "origin"),
        "witnesses": keys("witnesses", "name"),
        "profile": value.get("profile", "signature"),
    }


# ---------------------------------------------------------------- the whole (10)


def check(octets, trust, now, document, openssl):
    findings = Findings()
    try:
        bundle = read_bundle(octets)
        entry = read_entry(bundle["entry"])
        require(entry["kind"] != "timestamp", "an entry about a time-stamp, not about a record")
    except Broken as problem:
        findings.invalid("record", str(problem))
        return findings
    opened = check_parts(openssl, entry, bundle, findings)
    check_steps(openssl, entry, bundle, trust, now, findings)
    check_content(openssl, entry, bundle, opened, trust, document, findings)
    return findings


def has_answers(octets):
    try:
        bundle = read_bundle(octets)
    except Broken:
        return False
    return bool(of_type(bundle["objects"], "ocsp")) or any(OCSP_PART.fullmatch(name) for name in bundle["parts"])


EXIT = {"valid": 0, "invalid": 1, "indeterminate": 3}


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def main(arguments, openssl):
    parser = argparse.ArgumentParser(description="checks one evidence bundle by docs/evidence-bundle.md")
    parser.add_argument("bundle")
    parser.add_argument("--trust", required=True)
    parser.add_argument("--time", type=int, help="milliseconds since 1970 (default: now)")
    parser.add_argument("--document")
    typed = parser.parse_args(arguments)
    try:
        trust = read_trust(read_file(typed.trust))
        document = read_file(typed.document) if typed.document else None
        octets = read_file(typed.bundle)
    except (OSError, Broken) as problem:
        print(problem, file=sys.stderr)
        return 2
    now = int(time.time() * 1000) if typed.time is None else typed.time
    findings = check(octets, trust, now, document, openssl)
    for status, question, told in findings.rows:
        print(f"{status}: {question}: {told}")
    if has_answers(octets):
        print("note: OCSP answers are not judged here; a signature that came with one is open")
    if trust["profile"] != "none":
        print("note: the profile of certificates for signatures is not judged here")
    print(f"record: {findings.verdict('record')}")
    print(f"signature: {findings.verdict('signature') if findings.signed else 'none'}")
    print(f"verdict: {findings.verdict()}")
    return EXIT[findings.verdict()]


def serve(openssl):
    for line in sys.stdin:
        with contextlib.redirect_stdout(io.StringIO()) as words:
            code = main(json.loads(line), openssl)
        print(json.dumps([code, words.getvalue()]), flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as private:
        served = sys.argv[1:] == ["--serve"]
        sys.exit(serve(Openssl(private)) if served else main(sys.argv[1:], Openssl(private)))
