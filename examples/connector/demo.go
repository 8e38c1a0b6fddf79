package main

import (
	"github.com/spf13/cobra"
)

func demoCommand(w words) *cobra.Command {
	return &cobra.Command{Use: "demo"}
}
