# The build stage needs a compiler's worth of tools; the image that runs has Python, Caseclock and nothing else.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements/ requirements/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/run.txt
# The build tool comes from the same lock, so that no file enters unhashed.
RUN sed -n '/^setuptools==/,/# via/p' requirements/dev.txt > requirements/build.txt \
    && python -m venv /build \
    && /build/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/build.txt
COPY pyproject.toml ./
COPY casework/ casework/
COPY storage/ storage/
COPY practice/ practice/
COPY bot/ bot/
RUN /build/bin/python -m pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /venv/bin/pip install --no-index --no-deps /wheel/*.whl

FROM python:3.13-slim
# A number, so that a platform can see that it is not root; a home that is the one place to write.
RUN useradd --system --uid 10001 --home-dir /data caseclock \
    && install -d -o caseclock -m 0700 /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# The store and its key lie in the working folder unless DATABASE_URL says otherwise; the rest may be read-only.
WORKDIR /data
VOLUME /data
USER 10001
# Tokens come from the environment or, by SLACK_BOT_TOKEN_FILE and the like, from mounted files: never from the image.
CMD ["caseclock", "run"]
