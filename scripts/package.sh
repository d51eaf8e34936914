#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Debian packages of hub, kiosk and ctl into build/packages. Dependencies are read from the programs by dpkg-shlibdeps.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
scripts/build.sh release programs subset_font
version=$(sed -n 's/^project(silverlane VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
architecture=$(dpkg --print-architecture)
out=$root/build/packages
rm -rf "$out"
mkdir -p "$out"

# package COMPONENT NAME "DESCRIPTION" "EXTRA DEPENDS" "CONFFILE..."
package() {
    local component=$1 name=$2 description=$3 extra=$4 conffiles=$5
    local stage=$out/stage/$name
    mkdir -p "$stage/DEBIAN"
    DESTDIR=$stage cmake --install build/release --component "$component" --prefix /usr >/dev/null
    find "$stage/usr/bin" -type f -exec strip --strip-unneeded {} +
    mkdir -p "$stage/usr/share/doc/$name" "$out/shlibs/$component/debian"
    cp packaging/debian/copyright "$stage/usr/share/doc/$name/copyright"
    gzip -9nc CHANGELOG.md >"$stage/usr/share/doc/$name/changelog.gz"
    printf 'Source: silverlane\nPackage: %s\nArchitecture: any\n' "$name" >"$out/shlibs/$component/debian/control"
    local depends
    depends=$(cd "$out/shlibs/$component" && dpkg-shlibdeps -O "$stage"/usr/bin/* 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
    cat >"$stage/DEBIAN/control" <<CONTROL
Package: $name
Version: $version
Architecture: $architecture
Maintainer: Silverlane contributors <silverlane@example.org>
Section: misc
Priority: optional
Installed-Size: $(du -ks "$stage" | cut -f1)
Depends: $depends${extra:+, $extra}
Description: $description
CONTROL
    for file in $conffiles; do echo "$file"; done >"$stage/DEBIAN/conffiles"
    [[ -s $stage/DEBIAN/conffiles ]] || rm "$stage/DEBIAN/conffiles"
    for script in postinst prerm postrm; do
        if [[ -f packaging/debian/$name.$script ]]; then install -m 0755 "packaging/debian/$name.$script" "$stage/DEBIAN/$script"; fi
    done
    dpkg-deb --root-owner-group --build "$stage" "$out/${name}_${version}_$architecture.deb" >/dev/null
    echo "$out/${name}_${version}_$architecture.deb"
}

package hub silverlane-hub "bank lobby: identity, visits, alerts and the staff tablet page" "openssl" "/etc/silverlane/hub.toml"
package kiosk silverlane-kiosk "bank lobby: the kiosk that an 80-year-old can use alone" "espeak-ng-data, fonts-noto-cjk" "/etc/silverlane/kiosk.toml"
package ctl silverlanectl "bank lobby: what branch IT runs" "" ""
rm -rf "$out/stage" "$out/shlibs"
