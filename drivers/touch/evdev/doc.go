// Package evdev reads touchscreens through the kernel's event devices
// (/dev/input/event*): USB HID panels, infra-red frames, and whatever else
// already has a driver there. Multi-touch type B, and single touch where a
// device knows no more.
//
// # Source
//
// Linux Documentation/input/multi-touch-protocol.rst, event-codes.rst,
// include/uapi/linux/input.h; libevdev's notes on SYN_DROPPED; read in
// November 2026.
//
// # Notes
//
// The device is grabbed, so that the X server sees nothing of it and no tap
// counts twice. The kernel is silent about a finger that rests, so silence is
// one. Type A devices no longer exist in the kernel. Events have 24 bytes, as
// on every 64-bit kernel; ioctl numbers are those of amd64, arm64, riscv64 and
// loong64.
package evdev
