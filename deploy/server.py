"""How gunicorn serves the portal; script/server reads it."""

import signal

from gunicorn.workers.gthread import ThreadWorker

worker_class = "gthread"
threads = 8
graceful_timeout = 10  # seconds for what is being answered when the server is told to stop
control_socket_disable = True  # nobody steers the server but whoever started it
loglevel = "warning"
limit_request_line = 8190  # the most that gunicorn takes: a long Thai search, nine bytes a letter


def post_worker_init(worker: ThreadWorker) -> None:
    """Ctrl-C lets a worker finish what it answers, as SIGTERM does.

    gunicorn 27's own way takes a lock inside the signal handler that the interrupted code may hold: one time in three
    the portal then stood still for half a minute. The terminal tells every process; only the first one acts on it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)
