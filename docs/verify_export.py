#!/usr/bin/env python3
"""Checks an exported case file without the program that exported it.

Written from record-format.md alone; needs nothing but Python 3.8 or newer.

    python3 verify_export.py FOLDER-OR-ZIP [--key VKEY] [--head "#SIZE XXXXXXXXXXXXXXXXXXXX"]
    python3 verify_export.py --proofs FILE      proofs as JSON lines, one answer a line

--key and --head should come from elsewhere than the package: the public key as the authority
publishes it, a head as another paper shows it. Exit: 0 all is well, 2 something is not, 64 usage.
"""
import base64, hashlib, json, pathlib, sys, unicodedata, zipfile  # noqa: E401

def h(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def unbase64(text):
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64 that is not written in its one way")
    return raw

# Section 1: canonical bytes.
def canonical(value, depth=1):
    if depth > 32 and isinstance(value, (dict, list)):
        raise ValueError("nested too deeply")
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        if abs(value) > 2 ** 53 - 1:
            raise ValueError("integer out of range")
        return str(value)
    if isinstance(value, str):
        if unicodedata.normalize("NFC", value) != value:
            raise ValueError("text is not in normal form C")
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        inner = (canonical(key) + ":" + canonical(value[key], depth + 1) for key in keys)
        return "{" + ",".join(inner) + "}"
    raise ValueError("a number that is no integer")

def once(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)

def refuse(text):
    raise ValueError("not an integer: " + text)

def read_event(raw):
    event = json.loads(raw.decode("utf-8"), object_pairs_hook=once, parse_float=refuse,
                       parse_constant=refuse)
    if len(raw) > 65535 or canonical(event).encode("utf-8") != raw:
        raise ValueError("the bytes are not canonical")
    return event

# Sections 3 and 6: leaves and proofs.
def included(leaf, index, size, path, root):
    if not 0 <= index < size:
        return False
    f, s, r = index, size - 1, leaf
    for p in path:
        if s == 0:
            return False
        if f & 1 or f == s:
            r = h(b"\x01", p, r)
            while f & 1 == 0 and f != 0:
                f, s = f >> 1, s >> 1
        else:
            r = h(b"\x01", r, p)
        f, s = f >> 1, s >> 1
    return s == 0 and r == root

def consistent(old, old_root, new, new_root, path):
    path = list(path)
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == h()
    f, s = old - 1, new - 1
    while f & 1:
        f, s = f >> 1, s >> 1
    if old & (old - 1) == 0:
        a = b = old_root
    elif path:
        a = b = path.pop(0)
    else:
        return False
    for c in path:
        if s == 0:
            return False
        if f & 1 or f == s:
            a, b = h(b"\x01", c, a), h(b"\x01", c, b)
            while f & 1 == 0 and f != 0:
                f, s = f >> 1, s >> 1
        else:
            b = h(b"\x01", b, c)
        f, s = f >> 1, s >> 1
    return s == 0 and a == old_root and b == new_root

# Section 5: signatures (Ed25519, RFC 8032).
P = 2 ** 255 - 19
Q = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def add(one, two):
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, i = b - a, d - c, d + c, b + a
    return e * f % P, g * i % P, f * g % P, e * i % P

def times(count, point):
    out = (0, 1, 1, 0)
    while count:
        out = add(out, point) if count & 1 else out
        point, count = add(point, point), count >> 1
    return out

def point_of(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2 ** 255 - 1)
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - xx) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P

BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def signed(key, message, signature):
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    left, right = times(s, BASE), add(r, times(k, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P
                or (left[1] * right[2] - right[1] * left[2]) % P)

def read_checkpoint(note, vkey):
    """Origin, size and root of a note that the key has signed."""
    name, key_id, encoded = vkey.strip().split("+", 2)
    material = unbase64(encoded)
    if material[:1] != b"\x01" or len(material) != 33:
        raise ValueError("the key is not an Ed25519 key")
    own_id = h(name.encode(), b"\n", material)[:4]
    if own_id.hex() != key_id:
        raise ValueError("the key does not fit its own id")
    body, signatures = note[:note.rindex("\n\n") + 1], note[note.rindex("\n\n") + 2:]
    good = 0
    for line in signatures.split("\n")[:-1]:
        if not line.startswith("\u2014 "):
            raise ValueError("a signature line is malformed")
        signer, text = line[2:].split(" ")
        raw = unbase64(text)
        if signer == name and raw[:4] == own_id:
            if not signed(material[1:], body.encode(), raw[4:]):
                raise ValueError("the signature of the checkpoint does not hold")
            good += 1
    if good != 1:
        raise ValueError("the checkpoint is not signed by the key")
    origin, size, root = body.split("\n")[:3]
    if size != str(int(size)):
        raise ValueError("the size is malformed")
    return origin, int(size), unbase64(root)

# Sections 4, 8 and 10: a package.
def commitment(salt, field, value):
    field, value = field.encode(), value.encode()
    return h(b"pii/v1\x00", salt, len(field).to_bytes(2, "big"), field,
             len(value).to_bytes(4, "big"), value).hex()

def committed(value, path=""):
    """Every commitment in a body with its field."""
    if isinstance(value, dict) and list(value) == ["$commit"]:
        yield path, value["$commit"]
        return
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, inner in items:
        yield from committed(inner, f"{path}.{key}" if path else str(key))

class Package:
    def __init__(self, place):
        self.place, self.wrong, self.looked = pathlib.Path(place), [], {}
        self.zip = zipfile.ZipFile(place) if self.place.is_file() else None

    def read(self, name):
        return self.zip.read(name) if self.zip else (self.place / name).read_bytes()

    def must(self, what, good, where):
        self.looked[what] = self.looked.get(what, 0) + 1
        if not good:
            self.wrong.append(f"{what}: {where}")

    def check_files(self):
        sums = {}
        for line in self.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ", 1)
            sums[name] = digest
            try:
                self.must("file", hashlib.sha256(self.read(name)).hexdigest() == digest, name)
            except (KeyError, OSError):
                self.must("file", False, name + " is missing")
        return sums

    def led(self, key, sums):
        """Section 15: the key that statements lead to, each signed by the old and the new key."""
        place = "record/rotations.json"
        for note in json.loads(self.read(place)) if place in sums else []:
            old, new = (line.partition(" ")[2] for line in note.split("\n")[3:5])
            if old == key and read_checkpoint(note, old) == read_checkpoint(note, new):
                key = new
        return key

    def check(self, vkey=None, head=None):
        sums = self.check_files()
        own = self.read("record/log.vkey").decode()
        led = self.led((vkey or own).strip(), sums)
        self.must("key", own == led + "\n", "not the key that was given, nor one it led to")
        note = self.read("record/checkpoint.txt").decode()
        origin, size, root = read_checkpoint(note, led)
        self.must("checkpoint", len(root) == 32, "root")
        if head:
            given, start = int(head.split()[0][1:]), head.split()[1].upper()
            self.must("head", size != given or start == base64.b32encode(root).decode()[:20], head)
            self.must("head", size >= given, head + " is newer than the package")
        lines = self.read("record/events.jsonl").split(b"\n")
        proofs = json.loads(self.read("record/proofs.json"))
        openings = json.loads(self.read("record/openings.json"))
        self.must("events", lines[-1] == b"" and len(lines) - 1 == len(proofs), "one proof each")
        heads, mentioned, commitments = {}, set(), {}
        for raw, proof in zip(lines, proofs):
            event = read_event(raw)
            where = f"event {event['seq']} of {event['stream']}"
            leaf, way = h(b"\x00", raw), proof["inclusion"]
            self.must("leaf", leaf.hex() == proof["leaf"], where)
            path = [bytes.fromhex(one) for one in way["path"]]
            same_log = event["log"].rpartition("/e")[0] == origin.rpartition("/e")[0]
            place = way["index"] == event["seq"] and way["size"] == size and same_log
            self.must("inclusion", place and included(leaf, event["seq"], size, path, root), where)
            version, prev = heads.get(event["stream"], (0, b"\x00" * 32))
            linked = event["version"] == version + 1 and event["prev"] == prev.hex()
            self.must("chain", linked, where + ": something was left out")
            heads[event["stream"]] = event["version"], leaf
            mentioned.update(item["hash"] for item in event["evidence"])
            commitments.update({(event["seq"], at): one for at, one in committed(event["body"])})
        for one in openings:
            commit = commitment(bytes.fromhex(one["salt"]), one["field"], one["value"])
            known = commitments.get((one["seq"], one["field"]))
            self.must("opening", known == commit, f"event {one['seq']} {one['field']}")
        for name, digest in sums.items():
            if name.startswith(("documents/", "evidence/")):
                self.must("on record", digest in mentioned, name)
        return f"{origin} #{size} {base64.b32encode(root).decode()[:20]}"

def check_proofs(file):
    """Answers each line of {kind, …} with true or false."""
    for line in file:
        one = json.loads(line)
        path = [bytes.fromhex(text) for text in one["path"]]
        roots = [bytes.fromhex(one[key]) for key in ("old_root", "leaf", "root") if key in one]
        if one["kind"] == "inclusion":
            good = included(roots[0], one["index"], one["size"], path, roots[1])
        else:
            good = consistent(one["from"], roots[0], one["to"], roots[1], path)
        print("true" if good else "false")

def main(words):
    if words[:1] == ["--proofs"] and len(words) == 2:
        with open(words[1], encoding="utf-8") as file:
            check_proofs(file)
        return 0
    given = dict(zip(words[1::2], words[2::2]))
    if not words or len(words) % 2 == 0 or not set(given) <= {"--key", "--head"}:
        print(__doc__, file=sys.stderr)
        return 64
    package = Package(words[0])
    try:
        head = package.check(given.get("--key"), given.get("--head"))
    except (ValueError, KeyError, OSError, TypeError) as error:
        package.wrong.append(f"{type(error).__name__}: {error}")
        head = "?"
    for line in package.wrong:
        print("WRONG", line)
    counts = ", ".join(f"{what} {count}" for what, count in package.looked.items())
    print(f"{'NOT OK' if package.wrong else 'ok'}: {head}; {counts}")
    return 2 if package.wrong else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
