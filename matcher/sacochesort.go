package matcher

// phpSort sorts as PHP's array functions do, step by step: where less is no
// order, as with looseCompare, the result depends on the steps. after reports
// whether the item a comes after b.
func phpSort(items []int, after func(a, b int) bool) {
	for len(items) > 16 {
		n := len(items)
		middle := n / 2
		if n >= 1024 {
			insertInto(items, after, 0, middle/2, middle, middle+middle/2, n-1)
		} else {
			sortThree(items, after, 0, middle, n-1)
		}
		items[1], items[middle] = items[middle], items[1]
		i := partition(items, after)
		items[1], items[i-1] = items[i-1], items[1]
		if left, right := items[:i-1], items[i:]; len(left) < len(right) {
			phpSort(left, after)
			items = right
		} else {
			phpSort(right, after)
			items = left
		}
	}
	insertionSort(items, after)
}

// partition parts items by the pivot at 1 and returns where the second part
// begins.
func partition(items []int, after func(a, b int) bool) int {
	pivot := items[1]
	i, j := 2, len(items)-1
	for {
		for after(pivot, items[i]) {
			if i++; i == j {
				return i
			}
		}
		if j--; j == i {
			return i
		}
		for after(items[j], pivot) {
			if j--; j == i {
				return i
			}
		}
		items[i], items[j] = items[j], items[i]
		if i++; i == j {
			return i
		}
	}
}

// sortThree sorts the items at three places.
func sortThree(items []int, after func(a, b int) bool, a, b, c int) {
	swap := func(i, j int) { items[i], items[j] = items[j], items[i] }
	switch {
	case !after(items[a], items[b]):
		if after(items[b], items[c]) {
			swap(b, c)
			if after(items[a], items[b]) {
				swap(a, b)
			}
		}
	case !after(items[c], items[b]):
		swap(a, c)
	default:
		swap(a, b)
		if after(items[b], items[c]) {
			swap(b, c)
		}
	}
}

// insertInto sorts the items at three places or more: each further one moves
// down while the one before comes after it.
func insertInto(items []int, after func(a, b int) bool, places ...int) {
	sortThree(items, after, places[0], places[1], places[2])
	for n := 3; n < len(places); n++ {
		for k := n; k > 0 && after(items[places[k-1]], items[places[k]]); k-- {
			items[places[k-1]], items[places[k]] = items[places[k]], items[places[k-1]]
		}
	}
}

// insertionSort sorts sixteen items or fewer.
func insertionSort(items []int, after func(a, b int) bool) {
	switch n := len(items); n {
	case 0, 1:
		return
	case 2:
		if after(items[0], items[1]) {
			items[0], items[1] = items[1], items[0]
		}
		return
	case 3, 4, 5:
		insertInto(items, after, []int{0, 1, 2, 3, 4}[:n]...)
		return
	}
	for i := 1; i < len(items); i++ {
		if !after(items[i-1], items[i]) {
			continue
		}
		item := items[i]
		j := i - 1
		if i < 6 {
			for j > 0 && after(items[j-1], item) {
				j--
			}
		} else {
			j = placeByTwos(items, after, i)
		}
		copy(items[j+1:i+1], items[j:i])
		items[j] = item
	}
}

// placeByTwos finds where the item at i goes among those before it, looking at
// every second one.
func placeByTwos(items []int, after func(a, b int) bool, i int) int {
	for j := i - 1; ; {
		j -= 2
		if !after(items[j], items[i]) {
			if j++; !after(items[j], items[i]) {
				j++
			}
			return j
		}
		if j == 0 {
			return 0
		}
		if j == 1 {
			if after(items[i], items[0]) {
				return 1
			}
			return 0
		}
	}
}
