# A desk in a container: make image builds the wheel, tries it, and this.
# How it is run: docs/howto/install-on-a-server.md
FROM python:3.12-slim-bookworm AS build

WORKDIR /usr/local/src/crosswire
RUN python -m venv /usr/local/crosswire
ENV PATH=/usr/local/crosswire/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# What it stands on, each file by its hash; nothing else is installed.
COPY requirements-runtime.lock ./
RUN pip install --no-deps --require-hashes -r requirements-runtime.lock
COPY build/wheel/crosswire-*-py3-none-any.whl ./
RUN pip install --no-deps --no-index ./crosswire-*-py3-none-any.whl && pip check
# LightGBM wants the OpenMP runtime; it is of the base image's own release, whose packages are signed.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
# The models, checked by their SHA-256 as they are installed, and noted as checked by the doctor.
ENV CROSSWIRE_DATA=/usr/local/share/crosswire
RUN crosswire models install && crosswire doctor

FROM python:3.12-slim-bookworm

# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/* \
  && groupadd --system --gid 10001 crosswire \
  && useradd --system --uid 10001 --gid crosswire --home-dir /var/lib/crosswire --shell /usr/sbin/nologin crosswire \
  && install --directory --owner=crosswire --group=crosswire --mode=0700 /var/lib/crosswire
COPY --from=build /usr/local/crosswire /usr/local/crosswire
COPY --from=build /usr/local/share/crosswire /usr/local/share/crosswire

# The models lie where nothing can be written; what people add and judge lies in the volume.
ENV PATH=/usr/local/crosswire/bin:$PATH \
  PYTHONUNBUFFERED=1 \
  CROSSWIRE_DATA=/usr/local/share/crosswire \
  CROSSWIRE_CACHE_MEGABYTES=0 \
  CROSSWIRE_STORE=/var/lib/crosswire/desk.sqlite \
  CROSSWIRE_JUDGEMENTS=/var/lib/crosswire/judgements.jsonl
VOLUME /var/lib/crosswire
WORKDIR /var/lib/crosswire
USER 10001:10001
EXPOSE 8470
# The page to sign in is there for everybody, and opens the store.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8470/sign-in', timeout=4)"]
ENTRYPOINT ["crosswire"]
CMD ["serve", "--host", "0.0.0.0"]
