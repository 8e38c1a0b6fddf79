from cas_server.models import ServicePattern


def register():
    pattern, _ = ServicePattern.objects.update_or_create(
        name="tests",
        defaults=dict(
            pos=1,
            pattern=r"^https?://127\.0\.0\.1:[0-9]+/(?!unknown).*$",
            proxy=True,
            proxy_callback=True,
            single_log_out=True,
        ),
    )
    pattern.attributs.get_or_create(name="*", replace="")
