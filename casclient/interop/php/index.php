<?php
// An application behind phpCAS: who is there, in JSON. Its address chooses the
// protocol: /CAS1, /CAS2, /CAS3, /SAML, and /proxy, which is CAS 2 and asks for
// a ticket for /CAS3 in the visitor's name.
error_reporting(E_ALL & ~E_DEPRECATED);
ini_set('session.save_path', '<<.Dir>>');
// phpCAS serves a proxy's callback over https only.
$_SERVER['HTTPS'] = 'on';
require 'CAS.php';
phpCAS::setLogger();
phpCAS::setVerbose(true);
$page = explode('/', parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH))[1];
session_name('php' . $page);
$base = 'http://127.0.0.1:<<.Port>>';
$version = ['CAS1' => CAS_VERSION_1_0, 'CAS2' => CAS_VERSION_2_0, 'CAS3' => CAS_VERSION_3_0, 'SAML' => SAML_VERSION_1_1, 'proxy' => CAS_VERSION_2_0][$page];
if ($page == 'proxy') {
    phpCAS::proxy($version, '127.0.0.1', <<.CASPort>>, '/cas', $base);
    phpCAS::setFixedCallbackURL("$base/proxy");
    phpCAS::setPGTStorageFile('<<.Dir>>');
} else {
    phpCAS::client($version, '127.0.0.1', <<.CASPort>>, '/cas', $base);
}
phpCAS::setFixedServiceURL("$base/$page");
phpCAS::setCasServerCACert('<<.CA>>/ca.pem');
if ($page == 'CAS3') {
    phpCAS::allowProxyChain(new CAS_ProxyChain(["$base/proxy"]));
}
phpCAS::handleLogoutRequests(false);
phpCAS::forceAuthentication();
$who = ['user' => phpCAS::getUser(), 'attributes' => (object) ($version == CAS_VERSION_1_0 ? [] : phpCAS::getAttributes()), 'proxies' => $page == 'CAS3' ? phpCAS::getProxies() : []];
if ($page == 'proxy') {
    $who['ticket'] = phpCAS::retrievePT("$base/CAS3", $code, $text);
}
echo json_encode($who);
