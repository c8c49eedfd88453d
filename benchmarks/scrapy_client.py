"""Scrapy on the same farm: `PYTHON benchmarks/scrapy_client.py PAGES PORT`, with a Python that has Scrapy.

A file of its own that imports nothing of the project: Scrapy may live in another environment. Prints one JSON object.
"""

import json
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess

IPS = 20
CONNECTIONS = 100
SETTINGS = {
    "USER_AGENT": "Linkwright-benchmark/1 (+https://linkwright.example/bot)",
    "CONCURRENT_REQUESTS": CONNECTIONS,
    "CONCURRENT_REQUESTS_PER_DOMAIN": CONNECTIONS // IPS,
    "DOWNLOAD_DELAY": 0,
    "RANDOMIZE_DOWNLOAD_DELAY": False,
    "ROBOTSTXT_OBEY": True,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "ERROR",
}


def main(pages: int, port: int) -> None:
    """Fetch all pages and print how long it took."""
    found = 0

    class Pages(scrapy.Spider):  # type: ignore[misc]
        name = "pages"

        async def start(self):  # type: ignore[no-untyped-def]
            for number in range(pages):
                yield scrapy.Request(f"http://127.0.0.{number % IPS + 1}:{port}/page/{number}")

        def parse(self, response):  # type: ignore[no-untyped-def]
            nonlocal found
            found += response.status == 200

    start, cpu = time.perf_counter(), time.process_time()
    process = CrawlerProcess(SETTINGS)
    process.crawl(Pages)
    process.start()
    took = {"seconds": time.perf_counter() - start, "cpu_seconds": time.process_time() - cpu, "rows": found}
    print(json.dumps([{"name": f"Scrapy {scrapy.__version__}", **took}]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
