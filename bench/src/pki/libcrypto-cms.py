"""Verifies one CMS signature again and again with libcrypto in this process, through ctypes: no compiler is needed.

Arguments: the CMS, its content, the anchor (all DER but the content), its CRL, the time in seconds since 1970, and for how
many seconds of processor time. Each turn parses the CMS anew and verifies signature, signing-certificate (CAdES), path
and CRL; anchor and CRL stay parsed in the store. Prints verifications for a second of processor time.
"""

import ctypes
import sys
import time
from ctypes import c_char_p, c_int, c_long, c_void_p

CMS_BINARY, CMS_CADES = 0x80, 0x100000
CRL_CHECK, PURPOSE_ANY = 0x4, 7

crypto = ctypes.CDLL("libcrypto.so.3")


def function(name, result, *arguments):
    found = getattr(crypto, name)
    found.restype, found.argtypes = result, arguments
    return found


new_bio = function("BIO_new_mem_buf", c_void_p, c_char_p, c_int)
free_bio = function("BIO_free", c_int, c_void_p)
read_cms = function("d2i_CMS_bio", c_void_p, c_void_p, c_void_p)
free_cms = function("CMS_ContentInfo_free", None, c_void_p)
verify_cms = function("CMS_verify", c_int, *[c_void_p] * 5, c_int)
read_certificate = function("d2i_X509_bio", c_void_p, c_void_p, c_void_p)
read_crl = function("d2i_X509_CRL_bio", c_void_p, c_void_p, c_void_p)
new_store = function("X509_STORE_new", c_void_p)
add_certificate = function("X509_STORE_add_cert", c_int, c_void_p, c_void_p)
add_crl = function("X509_STORE_add_crl", c_int, c_void_p, c_void_p)
set_flags = function("X509_STORE_set_flags", c_int, c_void_p, ctypes.c_ulong)
set_purpose = function("X509_STORE_set_purpose", c_int, c_void_p, c_int)
parameters_of = function("X509_STORE_get0_param", c_void_p, c_void_p)
set_time = function("X509_VERIFY_PARAM_set_time", None, c_void_p, c_long)


def octets(path):
    with open(path, "rb") as file:
        return file.read()


def bio(data):
    return new_bio(data, len(data))


def store_of(anchor, crl, at):
    store = new_store()
    add_certificate(store, read_certificate(bio(octets(anchor)), None))
    add_crl(store, read_crl(bio(octets(crl)), None))
    set_flags(store, CRL_CHECK)
    set_purpose(store, PURPOSE_ANY)
    set_time(parameters_of(store), int(at))
    return store


def verify(der, content, store):
    source, data = bio(der), bio(content)
    cms = read_cms(source, None)
    if verify_cms(cms, None, store, data, None, CMS_BINARY | CMS_CADES) != 1:
        sys.exit("libcrypto refuses the signature")
    free_cms(cms)
    free_bio(source)
    free_bio(data)


def rate(seconds, turn):
    turns, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for _ in range(50):
            turn()
        turns += 50
    return turns / (time.process_time() - start)


def main():
    cms, content, anchor, crl, at, seconds = sys.argv[1:]
    store = store_of(anchor, crl, at)
    der, data = octets(cms), octets(content)
    print(rate(float(seconds), lambda: verify(der, data, store)))


main()
