// SPDX-License-Identifier: GPL-2.0
/* Grammars of the object "ila" and its nouns. Each fits a screen of 24 lines. */
#include <stdio.h>

#include "ila.h"

#define LOCATOR	"LOCATOR := { 2001:0:87:0 | 2001:0:87:: }, four words or a /64\n"
#define MODE	"MODE    := { neutral-map | neutral-map-auto | adj-transport | no-action }\n"
#define SOURCE	"SOURCE  := { static | kernel | boot | zebra | bird | babel | bgp | isis | ospf | 0 to 255 }\n"
#define VNID	"VNID    := 0 to 0xfffffff\n"

void ila_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila [ show ]\n"
	      "       idloc [OPTIONS] ila set [ SETTING ]...\n"
	      "       idloc [OPTIONS] ila stats\n"
	      "       idloc [OPTIONS] ila route { show | add | append | change | replace | del } ...\n"
	      "       idloc [OPTIONS] ila map { show | get | add | replace | del | flush } ...\n"
	      "       idloc [OPTIONS] ila locator { show | get | add | set | del } ...\n"
	      "       idloc [OPTIONS] ila vnid { show | get | add | del | flush } ...\n"
	      "       idloc [OPTIONS] ila underlay { show | add | del } ...\n"
	      "       idloc [OPTIONS] ila group { show | get | add | del | join | leave | flush } ...\n"
	      "       idloc [OPTIONS] ila xlat { show | add | del | flush } ...\n"
	      "       idloc ila { route | map | locator | vnid | underlay | group | xlat } help\n"
	      "SETTING := { adj-compat { rfc | intree } |\n"
	      "             hook-position { raw | intree } |\n"
	      "             csum-reserved { drop | pass } |\n"
	      "             icmp-errors { on | off } |\n"
	      "             unknown-ident { drop | pass } }\n"
	      "\"idloc -d ila show\" and \"idloc -d ila stats\" explain each line.\n",
	      stdout);
}

void ila_route_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila route [ show ]\n"
	      "       idloc [OPTIONS] ila route { add | append | change | replace | del } PREFIX\n"
	      "             { locator LOCATOR | mapped } [ csum-mode MODE ]\n"
	      "             [ ident-type { luid | use-format | 0 to 7 } ] [ hook-type { output | input } ]\n"
	      "             [ via ADDRESS ] [ dev DEV ] [ metric NUMBER ]\n"
	      "             [ table NUMBER | vrf VRF ]\n"
	      "             [ underlay-table NUMBER | underlay-vrf VRF ] [ vnid VNID ]\n"
	      "             [ proto SOURCE ] [ src ADDRESS ] [ weight NUMBER ] [ onlink ]\n"
	      LOCATOR SOURCE MODE VNID,
	      stdout);
}

void ila_map_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila map [ show ] [ FILTER ]...\n"
	      "       idloc [OPTIONS] ila map get KEY\n"
	      "       idloc [OPTIONS] ila map { add | replace } KEY locator { LOCATOR | NAME }\n"
	      "             [ csum-mode MODE ] [ lifetime SECONDS ] [ priority NUMBER ]\n"
	      "             [ miss { forward | fallback | queue | drop } ]\n"
	      "             [ no-counters ] [ redirect ]\n"
	      "       idloc [OPTIONS] ila map { add | replace } KEY miss { queue | drop }\n"
	      "             [ csum-mode MODE ] [ lifetime SECONDS ] [ priority NUMBER ]\n"
	      "             [ no-counters ]\n"
	      "       idloc [OPTIONS] ila map del KEY\n"
	      "       idloc [OPTIONS] ila map flush [ FILTER ]...\n"
	      "KEY     := ADDRESS[/LENGTH] [ vnid VNID ] [ dev DEV ] [ source SOURCE ]\n"
	      "FILTER  := { ADDRESS[/LENGTH] | vnid VNID | dev DEV | source SOURCE |\n"
	      "             locator { LOCATOR | NAME } | expires SECONDS }\n"
	      LOCATOR
	      "NAME    := see \"idloc ila locator help\"\n"
	      SOURCE
	      MODE VNID
	      "-s shows the counters.\n",
	      stdout);
}

void ila_locator_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila locator [ show [ NAME ] ]\n"
	      "       idloc [OPTIONS] ila locator get NAME\n"
	      "       idloc [OPTIONS] ila locator add NAME LOCATOR [ local ]\n"
	      "       idloc [OPTIONS] ila locator set NAME LOCATOR\n"
	      "       idloc [OPTIONS] ila locator del NAME\n"
	      LOCATOR
	      "NAME    := up to 31 characters without a colon\n",
	      stdout);
}

void ila_vnid_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila vnid [ show ] [ VNID ]\n"
	      "       idloc [OPTIONS] ila vnid get VNID\n"
	      "       idloc [OPTIONS] ila vnid add VNID prefix PREFIX/96 [ sir-prefix PREFIX[/64] ]\n"
	      "             [ dev DEV | vrf VRF | table NUMBER ] [ src-mode { tenant | sir } ]\n"
	      "             [ mark NUMBER ] [ mcast-flags NUMBER ] [ csum-mode MODE ]\n"
	      "       idloc [OPTIONS] ila vnid del VNID\n"
	      "       idloc [OPTIONS] ila vnid flush\n"
	      VNID MODE,
	      stdout);
}

void ila_underlay_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila underlay [ show ]\n"
	      "       idloc [OPTIONS] ila underlay { add | del } [ dev ] DEV\n"
	      "Packets of virtual networks in wire form come in by these interfaces only.\n",
	      stdout);
}

void ila_group_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila group [ show ] [ VNID GROUP ]\n"
	      "       idloc [OPTIONS] ila group get VNID GROUP\n"
	      "       idloc [OPTIONS] ila group { add | del } VNID GROUP\n"
	      "       idloc [OPTIONS] ila group { join | leave } VNID GROUP\n"
	      "             { locator LOCATOR | dev DEV }\n"
	      "       idloc [OPTIONS] ila group flush [ VNID ]\n"
	      "GROUP   := a multicast address such as ff0e::1\n"
	      LOCATOR VNID,
	      stdout);
}

void ila_xlat_help(void)
{
	fputs("Usage: idloc [OPTIONS] ila xlat [ show ]\n"
	      "       idloc [OPTIONS] ila xlat add LOCATOR sir-prefix PREFIX [ dev DEV ]\n"
	      "             [ csum-mode MODE ] [ ident-type { luid | use-format | 0 to 7 } ]\n"
	      "       idloc [OPTIONS] ila xlat del LOCATOR [ dev DEV ]\n"
	      "       idloc [OPTIONS] ila xlat flush\n"
	      LOCATOR MODE
	      "It is what \"ip ila\" shows and makes: loc_match LOCATOR loc PREFIX.\n",
	      stdout);
}
