// Package ports finds the serial ports of this machine, tells equal adapters
// apart, and follows what is plugged in and out.
//
// It reads sysfs and needs no udev. An adapter is known by its USB numbers
// and by the socket it sits in; a serial number counts only where no other
// adapter bears it, since cheap ones all bear the same or none.
//
// # Source
//
// Linux Documentation/ABI/stable/sysfs-bus-usb, lib/kobject_uevent.c, and
// systemd udev-builtin-path_id.c and 60-serial.rules for the names in
// /dev/serial/by-path; read in November 2026.
//
// # Notes
//
// In a container the kernel's events may not arrive, and anywhere they can be
// lost. They only make a look at sysfs come sooner; it comes every two seconds
// in any case.
package ports
