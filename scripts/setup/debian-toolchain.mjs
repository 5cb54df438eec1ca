/**
 * Debian's compiler with a wasm32 standard library built from Debian's sources, as a toolchain folder in the cache.
 * Nothing is written into /usr, and no server of rustup is needed.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '../support/command.mjs';
import { buildEnvironment } from '../support/environment.mjs';
import { cache } from '../support/places.mjs';
import { must, SetupFailure } from './failure.mjs';
import { isOlder, leastRust, rustVersion } from './prerequisites.mjs';
import { step } from './progress.mjs';

const packages = ['rustc-web', 'cargo-web', 'rust-web-src', 'lld'];
const rustc = '/usr/bin/rustc';
const cargo = '/usr/bin/cargo';
const linker = '/usr/bin/lld';
const librarySources = '/usr/lib/rustlib/src/rust/library';
const target = 'wasm32-unknown-unknown';

/** The release profile links with link-time optimization, for which the libraries must hold bitcode as rustup's do. */
const libraryFlags = '-C embed-bitcode=yes';

function isInstalled() {
  return (
    [rustc, cargo, linker, join(librarySources, 'std'), join(librarySources, 'vendor')].every((path) =>
      existsSync(path),
    ) && !isOlder(rustVersion(rustc), leastRust())
  );
}

async function installPackages() {
  if (!existsSync('/usr/bin/apt-get')) {
    throw new SetupFailure(
      `No wasm32 standard library for Rust could be had: run \`rustup target add ${target}\` and then this again.`,
    );
  }
  const [command, ...prefix] = process.getuid() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const env = { ...buildEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    must(
      `Debian's \`${packages.join(' ')}\` (for WASM, since rustup has no ${target}) could not be installed`,
      command,
      [...prefix, '-q', '-o', 'DPkg::Lock::Timeout=300', ...args],
      { env },
    );
  await step(`apt-get install ${packages.join(' ')}`, async () => {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', ...packages);
  });
  if (!isInstalled()) {
    throw new SetupFailure(
      `Debian's Rust is too old for WASM: it must be ${leastRust()} or newer; run \`rustup target add ${target}\` and then this again.`,
    );
  }
}

/** Compiles `std` through an empty crate; the libraries end in the given folder. */
async function buildStandardLibrary(libraries) {
  const crate = mkdtempSync(join(tmpdir(), 'tidemark-std-'));
  try {
    mkdirSync(join(crate, 'src'));
    writeFileSync(join(crate, 'Cargo.toml'), '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n');
    writeFileSync(join(crate, 'src/lib.rs'), '#![no_std]\n');
    const args = ['build', '--release', '--offline', '--target', target, '-Zbuild-std=std,panic_abort'];
    const vendored = [
      '--config',
      'source.crates-io.replace-with="vendored"',
      '--config',
      `source.vendored.directory="${librarySources}/vendor"`,
    ];
    const env = buildEnvironment([], {
      RUSTC: rustc,
      // Lets a stable compiler take -Z.
      RUSTC_BOOTSTRAP: '1',
      RUSTFLAGS: libraryFlags,
      CARGO_TARGET_DIR: join(crate, 'target'),
    });
    const what = 'The wasm32 standard library could not be built';
    await must(what, cargo, [...args, ...vendored], { cwd: crate, env });
    const built = join(crate, 'target', target, 'release/deps');
    for (const file of readdirSync(built).filter((name) => name.endsWith('.rlib') && !name.startsWith('libempty'))) {
      cpSync(join(built, file), join(libraries, file));
    }
  } finally {
    rmSync(crate, { recursive: true, force: true });
  }
}

/** A folder laid out as rustup lays one out: wrappers, the host's own libraries, and the new ones. */
async function assemble(folder, host) {
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'toolchain-'));
  try {
    const rustlib = join(making, 'lib/rustlib');
    const libraries = join(rustlib, target, 'lib');
    for (const path of [libraries, join(rustlib, host, 'bin'), join(making, 'bin')])
      mkdirSync(path, { recursive: true });
    await buildStandardLibrary(libraries);
    symlinkSync(`/usr/lib/rustlib/${host}/lib`, join(rustlib, host, 'lib'));
    symlinkSync(linker, join(rustlib, host, 'bin/rust-lld'));
    const executable = { mode: 0o755 };
    writeFileSync(join(making, 'bin/rustc'), `#!/bin/sh\nexec ${rustc} --sysroot '${folder}' "$@"\n`, executable);
    writeFileSync(join(making, 'bin/cargo'), `#!/bin/sh\nexec ${cargo} "$@"\n`, executable);
    // Another checkout may have put it there meanwhile: theirs is as good.
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** The toolchain's `bin` folder. */
export async function debianToolchain() {
  if (!isInstalled()) await installPackages();
  const version = read(rustc, ['-vV']);
  // Libraries fit only the compiler that made them, so an upgrade of the package makes another folder.
  const key = createHash('sha256').update(version).update(libraryFlags).digest('hex').slice(0, 12);
  const folder = join(cache, `rust-wasm-${key}`);
  if (!existsSync(folder)) {
    const host = /^host: (.*)$/m.exec(version)[1];
    await step('wasm32 standard library', () => assemble(folder, host));
  }
  return join(folder, 'bin');
}
