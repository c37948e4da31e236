# What run and check need on a machine: sourced by both. Installs Debian packages where it may, else says what to install.

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# install PACKAGE...: by name, from Debian's own sources.
install() {
    may_install || return 1
    echo "Installing $* ..."
    export DEBIAN_FRONTEND=noninteractive
    [ -n "${apt_updated:-}" ] || apt-get update -qq >/dev/null
    apt_updated=1
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

java_version() { java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p'; }

need_java() {
    local version
    version=$(java_version || true)
    if ! command -v javac >/dev/null || [ "${version:-0}" -lt 17 ]; then
        install openjdk-17-jdk-headless || {
            echo "Java 17 or newer is needed (a JDK, to build). On Debian: apt-get install openjdk-17-jdk-headless" >&2
            exit 1
        }
    fi
    # The wrapper fetches Maven with one of these.
    command -v curl >/dev/null || command -v wget >/dev/null || install curl ca-certificates unzip || {
        echo "curl is needed to fetch Maven. On Debian: apt-get install curl" >&2
        exit 1
    }
}

# Checksums of the files' content, not of their gzip: packagers compress anew.
fashion_mnist="
c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888 train-images-idx3-ubyte
bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9 train-labels-idx1-ubyte
5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b t10k-images-idx3-ubyte
0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34 t10k-labels-idx1-ubyte"
fashion_mnist_source=http://fashion-mnist.s3-website.eu-central-1.amazonaws.com

# need_dataset DATA_FOLDER: Fashion-MNIST from Debian's package, else from its public source, else a hint.
need_dataset() {
    local folder=$1/datasets/fashion-mnist
    [ -f /usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz ] && return
    [ -f "$folder/t10k-labels-idx1-ubyte.gz" ] && return
    install dataset-fashion-mnist && return
    echo "Fetching Fashion-MNIST (30 MB) ..."
    fetch_dataset "$folder" || {
        rm -rf "$folder"
        echo "Fashion-MNIST could not be fetched; the server starts without a data set." >&2
        echo "On Debian: apt-get install dataset-fashion-mnist. Elsewhere put its four .gz files into $folder" >&2
    }
}

fetch_dataset() {
    local folder=$1 sum name
    mkdir -p "$folder"
    while read -r sum name; do
        [ -n "$name" ] || continue
        curl -fsSL --retry 2 --max-time 300 -o "$folder/$name.gz" "$fashion_mnist_source/$name.gz" || return 1
        [ "$(gzip -dc "$folder/$name.gz" | sha256sum | cut -d' ' -f1)" = "$sum" ] || {
            echo "$name.gz is not the file it should be: its checksum differs." >&2
            return 1
        }
    done <<<"$fashion_mnist"
}
