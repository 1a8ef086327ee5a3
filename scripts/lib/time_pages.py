"""Times the pages of leaders on two filled samples, both in turn, and prints rows of a table.

    time_pages.py PROGRAM FEW MANY DATABASE_OF_FEW DATABASE_OF_MANY

Server time as a client on the same machine sees it: one request at a time, the median of twenty-five of each.
"""

import http.cookiejar
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

ROUNDS = 25
PASSWORD = "mau-hai-long"
COMMUNE = "lanhdao"
PROVINCE = "lanhdao.tinh"
LIMIT = 1.5
MOST = 0.050
PAGES = [
    (COMMUNE, "/indices", "`/indices`, with the breakdown"),
    (COMMUNE, "/indices?period=q3", "`/indices` of a quarter"),
    (COMMUNE, "/indices/breakdown", "`/indices/breakdown`"),
    (COMMUNE, "/plan", "`/plan`"),
    (COMMUNE, "/reports", "`/reports`"),
    (COMMUNE, "/reports/h1", "a report that is not closed"),
    (COMMUNE, "/reports/q3", "a closed report"),
    (COMMUNE, "/watch", "`/watch`"),
    (PROVINCE, "/indices", "`/indices` of the province"),
    (PROVINCE, "/indices/league", "`/indices/league`"),
    (PROVINCE, "/indices/breakdown", "`/indices/breakdown` of the province"),
    (PROVINCE, "/reports/h1", "a report of the province that is not closed"),
    (PROVINCE, "/watch", "`/watch` of the province"),
    (None, "/", "the public board"),
]


class Server:
    """A sample that is served, and those who are signed in there."""

    def __init__(self, program, database, port):
        self.address = f"http://127.0.0.1:{port}"
        command = [program, "demo", "--database", database, "--listen", f"127.0.0.1:{port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.people = {}
        for _ in range(300):
            try:
                urllib.request.urlopen(self.address + "/healthz")
                break
            except OSError:
                time.sleep(0.2)
        for login in (COMMUNE, PROVINCE, None):
            self.people[login] = self.somebody(login)

    def somebody(self, login):
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        if login is None:
            return opener
        page = opener.open(self.address + "/signin").read().decode()
        form = {name: value for name, value in re.findall(r'name="(csrf|next)"[^>]*value="([^"]*)"', page)}
        form |= {"login": login, "password": PASSWORD}
        answer = opener.open(self.address + "/signin", urllib.parse.urlencode(form).encode())
        assert "/signin" not in answer.url, answer.url
        return opener

    def seconds(self, login, path):
        begin = time.perf_counter()
        answer = self.people[login].open(self.address + path)
        answer.read()
        taken = time.perf_counter() - begin
        assert answer.status == 200 and "/signin" not in answer.url, path
        return taken


def main(program, few, many, *databases):
    servers = [Server(program, database, 18431 + at) for at, database in enumerate(databases)]
    try:
        print("| page | measured | ratio | at most 1.5 | at most 50 ms |")
        print("|---|---|---|---|---|")
        for login, path, name in PAGES:
            taken = [[], []]
            for turn in range(ROUNDS + 2):
                for server, times in zip(servers, taken):
                    times.append(server.seconds(login, path))
            small, large = (statistics.median(times[2:]) for times in taken)
            ratio = large / small
            judged = ["met" if met else "MISSED" for met in (ratio <= LIMIT, large <= MOST)]
            measured = f"{large * 1000:.1f} ms against {small * 1000:.1f} ms"
            print(f"| {name}, {int(many):,} against {int(few):,} ballots | {measured} | {ratio:.2f} | {' | '.join(judged)} |", flush=True)
    finally:
        for server in servers:
            server.process.terminate()


main(*sys.argv[1:])
