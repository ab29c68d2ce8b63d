"""`python -m tests.kill [KILLS] [SEED]`: a long campaign."""

import secrets
import sys

from tests.kill import batches

if __name__ == "__main__":
    asked = dict(enumerate(sys.argv[1:]))
    sys.exit(batches.kill(int(asked.get(0, "2000")), asked.get(1) or secrets.token_hex(4)))
