// Package docs holds the guide for administrators, and a test that keeps it whole.
package docs
