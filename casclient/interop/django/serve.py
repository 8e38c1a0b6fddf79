"""django-cas-server on two ports of 127.0.0.1, plain and TLS, for tests."""
import os
import socketserver
import ssl
import sys
import threading
from wsgiref import simple_server

sys.path.insert(0, "<<.Dir>>")
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
import django

django.setup()
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

call_command("migrate", verbosity=0, interactive=False)
import services

services.register()


class Server(socketserver.ThreadingMixIn, simple_server.WSGIServer):
    daemon_threads = True


class Handler(simple_server.WSGIRequestHandler):
    def address_string(self):
        return self.client_address[0]  # not by DNS


plain = Server(("127.0.0.1", <<.Port>>), Handler)
secure = Server(("127.0.0.1", <<.TLSPort>>), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("<<.CA>>/tls.pem", "<<.CA>>/tls.key")
secure.socket = context.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
secure.base_environ["HTTPS"] = "on"
for server in plain, secure:
    server.set_app(get_wsgi_application())
threading.Thread(target=secure.serve_forever, daemon=True).start()
plain.serve_forever()
